// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.recipe.DiscriminatorSteps;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.NoisePool;

class NoisePoolTest {
  private static final int ROWS = 12;
  private static final int BATCH = 4;
  private static final int DIMENSION = 3;
  private static final int SEED = 7;

  private static Gan gan(NoisePool pool) {
    return Trials.of(
            "mnist-mlp",
            Map.of(
                "data.shrink", 14,
                "data.rows", ROWS,
                "batch", BATCH,
                "noise-dimension", DIMENSION,
                "noise-pool", pool.text()))
        .gan();
  }

  /** The rows of noise of an update, as texts. */
  private static String[] rows(Gan gan, Stream stream, int update) {
    float[] noise = new float[BATCH * DIMENSION];
    new Batches(SEED).noise(gan, stream, update, BATCH, noise);
    String[] rows = new String[BATCH];
    for (int row = 0; row < BATCH; row++) {
      rows[row] =
          Arrays.toString(Arrays.copyOfRange(noise, row * DIMENSION, (row + 1) * DIMENSION));
    }
    return rows;
  }

  private static Set<String> epoch(Gan gan, Stream stream, int epoch) {
    Set<String> rows = new HashSet<>();
    for (int i = 0; i < ROWS / BATCH; i++) {
      rows.addAll(Arrays.asList(rows(gan, stream, epoch * (ROWS / BATCH) + i)));
    }
    return rows;
  }

  @Test
  void everyRowOfAPoolIsSeenOnceAnEpoch() {
    for (NoisePool pool : new NoisePool[] {NoisePool.SHARED, NoisePool.OWN}) {
      for (Stream stream : new Stream[] {Stream.NOISE, Stream.GENERATOR_NOISE}) {
        Set<String> first = epoch(gan(pool), stream, 0);
        assertThat(first).hasSize(ROWS);
        assertThat(epoch(gan(pool), stream, 5)).isEqualTo(first);
      }
    }
    Set<String> fresh = epoch(gan(NoisePool.FRESH), Stream.NOISE, 0);
    assertThat(epoch(gan(NoisePool.FRESH), Stream.NOISE, 5)).doesNotContainAnyElementsOf(fresh);
  }

  @Test
  void bothPlayersShareOnePoolOrHaveTheirOwn() {
    Gan shared = gan(NoisePool.SHARED);
    Gan own = gan(NoisePool.OWN);

    Set<String> ofBoth = epoch(shared, Stream.NOISE, 0);
    assertThat(epoch(shared, Stream.GENERATOR_NOISE, 0)).isEqualTo(ofBoth);
    assertThat(rows(shared, Stream.GENERATOR_NOISE, 0))
        .as("each player has orders of its own")
        .isNotEqualTo(rows(shared, Stream.NOISE, 0));
    assertThat(epoch(own, Stream.NOISE, 0)).isEqualTo(ofBoth);
    assertThat(epoch(own, Stream.GENERATOR_NOISE, 0)).doesNotContainAnyElementsOf(ofBoth);
  }

  /** tflearn takes the rows of z and x of a batch by the same indices. */
  @Test
  void noiseOfDiscriminatorUpdatesBelongsToItsRealRows() {
    Gan gan = gan(NoisePool.SHARED);
    String[] byIndex = new String[ROWS];
    for (int update = 0; update < 2 * ROWS / BATCH; update++) {
      float[] indices = new float[BATCH];
      new Epochs(SEED, ROWS, gan.source().draw()).indices(Stream.DATA, update, BATCH, indices);
      String[] rows = rows(gan, Stream.NOISE, update);
      for (int row = 0; row < BATCH; row++) {
        int index = (int) indices[row];
        assertThat(byIndex[index]).isIn(null, rows[row]);
        byIndex[index] = rows[row];
      }
    }
    assertThat(byIndex).doesNotContainNull();
  }

  @Test
  void aPoolNeedsASet() {
    Gan endless = Trials.of("normal", Map.of()).gan();
    Noise pooled = new Noise(NoiseKind.UNIFORM, 1, 1, 0, NoisePool.OWN);

    assertThatThrownBy(
            () ->
                new Gan(
                    endless.generator(),
                    endless.discriminator(),
                    endless.source(),
                    endless.judge(),
                    pooled,
                    endless.loss(),
                    endless.generatorOptimizer(),
                    endless.discriminatorOptimizer(),
                    endless.updateOrder(),
                    1,
                    1,
                    DiscriminatorSteps.ONE,
                    endless.optimum(),
                    endless.pretraining(),
                    endless.instanceNoise(),
                    1,
                    endless.generatedRows(),
                    endless.generatorAverage(),
                    endless.parallelism()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a pool has a row of noise for each row of a finite set, and this data has no end");
  }
}
