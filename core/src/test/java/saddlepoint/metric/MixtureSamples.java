// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.List;
import java.util.SplittableRandom;

/** Samples in the plane for tests: rows of a mixture, or something else on purpose. */
final class MixtureSamples {
  private MixtureSamples() {}

  /** Modes on a circle of radius 2, as far apart as those of the ring. */
  static Mixture ring(int modes) {
    Mixture.Mode[] all = new Mixture.Mode[modes];
    for (int k = 0; k < modes; k++) {
      double angle = 2 * Math.PI * k / modes;
      all[k] = new Mixture.Mode(2 * Math.cos(angle), 2 * Math.sin(angle));
    }
    return new Mixture(List.of(all), 0.02);
  }

  /**
   * Rows around the first modes of a mixture in turn.
   *
   * @param scale factor on the standard deviation
   * @param shift of the first coordinate, in standard deviations
   */
  static float[] around(
      Mixture mixture, int firstModes, double scale, double shift, int rows, int randomSeed) {
    SplittableRandom random = new SplittableRandom(randomSeed);
    double deviation = mixture.standardDeviation();
    float[] samples = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      Mixture.Mode mode = mixture.modes().get(row % firstModes);
      samples[2 * row] = (float) (mode.x() + deviation * (shift + scale * random.nextGaussian()));
      samples[2 * row + 1] = (float) (mode.y() + deviation * scale * random.nextGaussian());
    }
    return samples;
  }

  static float[] real(Mixture mixture, int rows, int randomSeed) {
    return around(mixture, mixture.modes().size(), 1, 0, rows, randomSeed);
  }
}
