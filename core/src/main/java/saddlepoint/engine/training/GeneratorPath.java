// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.OptionalDouble;
import saddlepoint.engine.Generator;
import saddlepoint.metric.SlicedSamples;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

/**
 * How far a generator has gone from where it stood before any training, as a share of the way to
 * the data: 0 has not moved, 1 is as far from its beginning as the data is. Distances are sliced W1
 * of {@value #SAMPLES} samples, always of the same noise; in the plane along its two diagonals.
 */
final class GeneratorPath {
  private static final int SAMPLES = 256;
  private static final int DIRECTIONS = 64;

  private final Gan gan;
  private final int randomSeed;
  private final SlicedSamples start;

  /** Begins where the generator is now. */
  GeneratorPath(Gan gan, int randomSeed, Generator generator) {
    this.gan = gan;
    this.randomSeed = randomSeed;
    start = sliced(Evaluation.samples(gan, randomSeed, generator, SAMPLES));
  }

  /**
   * How far the generator is now; empty where its samples are not finite, or the data is infinitely
   * far from any.
   */
  OptionalDouble moved(Generator generator) {
    if (gan.judge().distribution().filter(it -> !it.hasMoments()).isPresent()) {
      return OptionalDouble.empty();
    }
    int columns = gan.source().columns();
    float[] now = Evaluation.samples(gan, randomSeed, generator, SAMPLES);
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
}
