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

  static ClassShares of(int[] told, int classes) {
    int[] counts = new int[classes];
    for (int one : told) {
      counts[one]++;
    }
    return new ClassShares(counts);
  }

  private double share(int index) {
    double all = 0;
    for (int count : counts) {
      all += count;
    }
    return counts[index] / all;
  }

  /**
   * The Kullback-Leibler divergence of these shares from those of real images.
   *
   * @return nats, at least 0; infinite where there are images of a class that real ones lack
   */
  double divergence(ClassShares real) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = share(i);
      if (share > 0) {
        sum += share * StrictMath.log(share / real.share(i));
      }
    }
    return Math.max(0, sum);
  }

  /** How many classes have a quarter of their due, of those that real images have. */
  int covered(ClassShares real) {
    int covered = 0;
    for (int i = 0; i < counts.length; i++) {
      covered += real.counts[i] > 0 && share(i) >= LEAST * real.share(i) ? 1 : 0;
    }
    return covered;
  }

  /** How many classes there are. */
  int present() {
    int present = 0;
    for (int count : counts) {
      present += count > 0 ? 1 : 0;
    }
    return present;
  }
}
