// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/**
 * About what an engine needs on a core of today, to cut work into waves and tasks before anything
 * was measured. It is no forecast: speeds differ by a few times from GAN to GAN and CPU to CPU.
 *
 * @param trials that are trained in the time of one, at least 1
 * @param secondsPerMultiplyAdd of one of so many trials
 */
public record Cost(int trials, double secondsPerMultiplyAdd) {
  /** Plain Java, one trial after the other. */
  public static final Cost PLAIN = new Cost(1, 1e-9);

  /**
   * Seconds of one core for a cohort.
   *
   * @param size its trials
   * @param workOfOne multiply-adds of one of them
   */
  public double seconds(int size, double workOfOne) {
    return Math.ceil((double) size / trials) * workOfOne * secondsPerMultiplyAdd;
  }

  /** Seconds of one core for a cohort. */
  public double seconds(Cohort cohort) {
    return seconds(cohort.trials().size(), cohort.trials().get(0).gan().work());
  }
}
