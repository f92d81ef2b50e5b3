// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Samples of known distributions, for tests. */
final class Draws {
  private Draws() {}

  /** The n quantiles themselves: a sample without chance. */
  static float[] exact(Distribution distribution, int n) {
    float[] samples = new float[n];
    for (int i = 0; i < n; i++) {
      samples[i] = (float) distribution.quantile((i + 0.5) / n);
    }
    return samples;
  }

  static float[] sorted(Distribution distribution, int n, SplittableRandom random) {
    float[] samples = new float[n];
    for (int i = 0; i < n; i++) {
      samples[i] =
          distribution instanceof Normal
              ? (float)
                  (distribution.mean() + distribution.standardDeviation() * random.nextGaussian())
              : (float) distribution.quantile(random.nextDouble());
    }
    Arrays.sort(samples);
    return samples;
  }

  static float[] shuffled(float[] values, SplittableRandom random) {
    float[] shuffled = values.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      float held = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = held;
    }
    return shuffled;
  }
}
