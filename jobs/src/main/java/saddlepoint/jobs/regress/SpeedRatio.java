// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.function.LongUnaryOperator;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import saddlepoint.statistics.HodgesLehmann;

/**
 * How many times the CPU time of one kernel another takes: both work in turn, so that what else the
 * machine does falls on both.
 */
final class SpeedRatio {
  private static final int PAIRS = 20;
  private static final double ROUND_NANOS = 50e6;
  private static final double WARM_UP_NANOS = 2e9;
  private static final long FIRST_STEPS = 32;
  private static final long MOST_STEPS = 1L << 40;

  private final double[] logarithms = new double[PAIRS];

  private SpeedRatio() {}

  /**
   * Measures, after a warm-up for the compiler.
   *
   * @param kernel from GAN steps to nanoseconds
   * @param reference the same
   */
  static SpeedRatio of(LongUnaryOperator kernel, LongUnaryOperator reference) {
    long steps = warmUp(kernel, reference);
    SpeedRatio ratio = new SpeedRatio();
    for (int i = 0; i < PAIRS; i++) {
      // Each is the first one of its pair as often as the other.
      boolean isFirst = i % 2 == 0;
      double early = (isFirst ? kernel : reference).applyAsLong(steps);
      double late = (isFirst ? reference : kernel).applyAsLong(steps);
      ratio.logarithms[i] = Math.log(isFirst ? early / late : late / early);
    }
    return ratio;
  }

  /** Steps that take a round's time. */
  private static long warmUp(LongUnaryOperator kernel, LongUnaryOperator reference) {
    long steps = FIRST_STEPS;
    double spent = 0;
    while (true) {
      double took = reference.applyAsLong(steps);
      spent += took + kernel.applyAsLong(steps);
      if (spent >= WARM_UP_NANOS && took >= ROUND_NANOS / 2 || steps >= MOST_STEPS) {
        return steps;
      }
      // Up to twice as many, until a round is as long as it should be.
      double growth = Math.min(2, ROUND_NANOS / Math.max(took, 1));
      steps = Math.max(1, (long) (steps * growth));
    }
  }

  /** The estimate of Hodges and Lehmann. */
  double estimate() {
    return Math.exp(HodgesLehmann.of(logarithms));
  }

  /** How likely so great ratios would be if the true one were no greater than this (Wilcoxon). */
  double pAbove(double limit) {
    return WilcoxonSignedRankTest.withDefaults()
        .with(AlternativeHypothesis.GREATER_THAN)
        .withMu(Math.log(limit))
        .test(logarithms)
        .getPValue();
  }
}
