// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.OptionalDouble;
import saddlepoint.engine.Players;
import saddlepoint.metric.SlicedSamples;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

/**
 * How far a generator has gone from where it stood before any training, as a share of the way to
 * the data: 0 has not moved, 1 is as far from its beginning as the data is. Distances are sliced W1
 * of {@value #SAMPLES} samples, always of the same noise.
 */
final class GeneratorPath {
  private static final int SAMPLES = 256;
  private static final int DIRECTIONS = 64;

  private final Gan gan;
  private final int randomSeed;
  private final SlicedSamples start;

  /** Begins where the players are now. */
  GeneratorPath(Gan gan, int randomSeed, Players players) {
    this.gan = gan;
    this.randomSeed = randomSeed;
    start = sliced(samples(players));
  }

  /** How far the players are now; empty where their samples are not finite. */
  OptionalDouble moved(Players players) {
    int columns = gan.source().columns();
    float[] now = samples(players);
    float[] real = new float[SAMPLES * columns];
    new Batches(randomSeed)
        .real(gan.source(), Stream.EVALUATION_DATA, 0, SAMPLES, real, new int[SAMPLES]);
    double moved = sliced(now).distance(start) / sliced(real).distance(start);
    return Double.isFinite(moved) ? OptionalDouble.of(moved) : OptionalDouble.empty();
  }

  private SlicedSamples sliced(float[] samples) {
    int columns = gan.source().columns();
    return SlicedSamples.of(samples, SAMPLES, columns, columns == 1 ? 1 : DIRECTIONS);
  }

  private float[] samples(Players players) {
    float[] noise = new float[SAMPLES * gan.noise().dimension()];
    new Batches(randomSeed).evaluationNoise(gan.noise(), SAMPLES, noise);
    int[] labels = new int[SAMPLES];
    int classes = gan.source().classes();
    for (int row = 0; row < SAMPLES && classes > 0; row++) {
      labels[row] = row % classes;
    }
    return players.generate(noise, labels, SAMPLES);
  }
}
