// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.MinibatchMode;
import saddlepoint.sweep.Trial;

/** A sample in each lane leaves the bits as they are, whatever the number of samples. */
class SampleLanePlayersTest {
  private static final int[] ROWS = {1, Lanes.WIDTH - 1, Lanes.WIDTH, 77, 1201};
  private static final float FAR_OFF = 1e4f;

  static List<Golden.Case> presets() {
    return LanesKinds.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void bothPlayersHaveTheBitsOfScalar(Golden.Case preset) {
    Gan gan = preset.trial().gan();
    SampleLanePlayers lanes = new SampleLanePlayers();
    for (int randomSeed = 1; randomSeed <= 2; randomSeed++) {
      Snapshot snapshot = snapshot(gan, randomSeed);
      lanes.set(gan, snapshot);
      for (int rows : ROWS) {
        expectSame(lanes, ReferencePlayers.of(gan, snapshot), gan, rows);
      }
    }
  }

  @Test
  void isGivenTrialsOfDifferentNumbersAndSizes() {
    SampleLanePlayers lanes = new SampleLanePlayers();
    List<Map<String, Object>> changes =
        List.of(
            Map.of(),
            Map.of("generator.output-scale", 2.5),
            Map.of("discriminator.clamp", 0.2),
            Map.of("hidden", List.of(16, 3)),
            Map.of("discriminator.hidden", List.of(300)));
    for (Map<String, Object> change : changes) {
      Gan gan = trial("jang", change).gan();
      Snapshot snapshot = snapshot(gan, 3);
      lanes.set(gan, snapshot);
      expectSame(lanes, ReferencePlayers.of(gan, snapshot), gan, 333);
    }
  }

  @Test
  void rowsThatAreComparedAreOneBatch() {
    Gan plain = trial("original", Map.of()).gan();
    Gan compares = trial("original", Map.of("minibatch", MinibatchMode.TRUE.text())).gan();
    assertThat(compares.discriminator().comparesRows()).isTrue();
    SampleLanePlayers lanes = new SampleLanePlayers();
    for (Gan gan : List.of(plain, compares, plain)) {
      Snapshot snapshot = snapshot(gan, 4);
      lanes.set(gan, snapshot);
      expectSame(lanes, ReferencePlayers.of(gan, snapshot), gan, 45);
    }
  }

  private static Trial trial(String preset, Map<String, Object> raw) {
    return Trials.of("gaussian", preset, 1, Trials.EVERY_STEP, new HashMap<>(raw));
  }

  private static Snapshot snapshot(Gan gan, int randomSeed) {
    Batches batches = new Batches(randomSeed);
    float[] generator = new float[gan.generator().parameters()];
    float[] discriminator = new float[gan.discriminator().parameters()];
    batches.normal(Stream.DATA, 0, generator.length, generator);
    batches.normal(Stream.NOISE, 0, discriminator.length, discriminator);
    return new Snapshot(0, generator, discriminator);
  }

  private static void expectSame(Players lanes, Players scalar, Gan gan, int rows) {
    Batches batches = new Batches(rows);
    float[] noise = new float[rows * gan.noise().dimension()];
    float[] samples = new float[rows * gan.source().columns()];
    int[] labels = new int[rows];
    batches.normal(Stream.NOISE, 1, noise.length, noise);
    batches.normal(Stream.DATA, 1, samples.length, samples);
    batches.labels(Stream.LABEL, 1, rows, 2, labels);
    samples[0] = Float.POSITIVE_INFINITY;
    samples[rows / 2] = FAR_OFF;
    float[] unchanged = samples.clone();

    assertThat(lanes.generate(noise, labels, rows))
        .as("%d generated rows", rows)
        .isEqualTo(scalar.generate(noise, labels, rows));
    assertThat(lanes.discriminate(samples, labels, rows))
        .as("D of %d rows", rows)
        .isEqualTo(scalar.discriminate(samples, labels, rows));
    assertThat(samples).isEqualTo(unchanged);
  }
}
