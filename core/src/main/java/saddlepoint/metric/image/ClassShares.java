// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

/**
 * How many images are of each class, as a classifier tells.
 *
 * @param counts [classes]
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassShares(int[] counts) {
  /** What a class has, of what it has of real images, to count as there. */
  private static final double LEAST = 0.25;

  /** Of real images; fewer may have been misread. */
  private static final int FEWEST = 4;

  /** What a class counts for that real images lack: less than one image. */
  private static final double NONE = 0.5;

  static ClassShares of(int[] told, int classes) {
    int[] counts = new int[classes];
    for (int one : told) {
      counts[one]++;
    }
    return new ClassShares(counts);
  }

  private double share(int index) {
    return counts[index] / all();
  }

  private double all() {
    double all = 0;
    for (int count : counts) {
      all += count;
    }
    return all;
  }

  /**
   * The Kullback-Leibler divergence of these shares from those of real images.
   *
   * @return nats, at least 0
   */
  double divergence(ClassShares real) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = share(i);
      if (share > 0) {
        sum += share * StrictMath.log(share / (Math.max(real.counts[i], NONE) / real.all()));
      }
    }
    return Math.max(0, sum);
  }

  /** How many classes have a quarter of their due, of those that real images have. */
  int covered(ClassShares real) {
    int covered = 0;
    for (int i = 0; i < counts.length; i++) {
      covered += real.counts[i] >= FEWEST && share(i) >= LEAST * real.share(i) ? 1 : 0;
    }
    return covered;
  }

  /** How many classes there are, beyond doubt. */
  int present() {
    int present = 0;
    for (int count : counts) {
      present += count >= FEWEST ? 1 : 0;
    }
    return present;
  }
}
