// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * Samples of data and generator together, in ascending cells of a few each: a function that hardly
 * changes within a cell is as well fitted to its mean as to its samples, and sooner.
 */
final class PooledSamples {
  private static final int CELLS = 1024;

  private final float[] sorted;
  private final double[] place;
  private final int[] real;
  private final int[] fake;

  private PooledSamples(float[] sorted, double[] place, int[] real, int[] fake) {
    this.sorted = sorted;
    this.place = place;
    this.real = real;
    this.fake = fake;
  }

  /**
   * Pools samples.
   *
   * @throws IllegalArgumentException if a sample is not finite
   */
  static PooledSamples of(float[] real, float[] fake) {
    float[] ascendingReal = ascending(real);
    float[] ascendingFake = ascending(fake);
    int count = real.length + fake.length;
    int cells = Math.min(CELLS, count);
    PooledSamples pooled =
        new PooledSamples(new float[count], new double[cells], new int[cells], new int[cells]);
    int nextReal = 0;
    int nextFake = 0;
    for (int i = 0; i < count; i++) {
      int cell = (int) ((long) i * cells / count);
      boolean isReal =
          nextFake == fake.length
              || nextReal < real.length && ascendingReal[nextReal] <= ascendingFake[nextFake];
      if (isReal) {
        pooled.sorted[i] = ascendingReal[nextReal];
        pooled.real[cell]++;
        nextReal++;
      } else {
        pooled.sorted[i] = ascendingFake[nextFake];
        pooled.fake[cell]++;
        nextFake++;
      }
      pooled.place[cell] += pooled.sorted[i];
    }
    for (int cell = 0; cell < cells; cell++) {
      pooled.place[cell] /= pooled.real[cell] + pooled.fake[cell];
    }
    return pooled;
  }

  /** All samples, ascending; not to be modified. */
  float[] sorted() {
    return sorted;
  }

  int samples() {
    return sorted.length;
  }

  int cells() {
    return place.length;
  }

  /** Mean of a cell's samples. */
  double place(int cell) {
    return place[cell];
  }

  /** Number of a cell's real samples. */
  int real(int cell) {
    return real[cell];
  }

  /** Number of a cell's generated samples. */
  int fake(int cell) {
    return fake[cell];
  }

  private static float[] ascending(float[] samples) {
    for (float value : samples) {
      Samples.requireFinite(value, "A sample");
    }
    return AscendingOrder.sorted(samples, samples.length);
  }
}
