// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import saddlepoint.sweep.ConfigurationException;

/**
 * When a night is said to have regressed.
 *
 * @param nights accepted ones that are pooled, at least 1
 * @param rate expected share of false alarms among alarms (Benjamini and Hochberg's q), in (0, 1)
 * @param leastShare difference of shares under which nothing is an alarm, in [0, 1]
 * @param leastShift the same of how often a figure of the one is greater than one of the other,
 *     beyond a half, in [0, 0.5]; a distance of distributions must be twice as large
 * @param leastSlowdown share of CPU time that training must take more, above 0
 */
public record GateSettings(
    int nights, double rate, double leastShare, double leastShift, double leastSlowdown) {
  public GateSettings {
    require(nights >= 1, "--nights", "a number of nights >= 1", nights);
    require(rate > 0 && rate < 1, "--rate", "a share between 0 and 1", rate);
    require(leastShare >= 0 && leastShare <= 1, "--least-share", "a share from 0 to 1", leastShare);
    require(
        leastShift >= 0 && leastShift <= 0.5,
        "--least-shift",
        "a number from 0 to 0.5",
        leastShift);
    require(
        leastSlowdown > 0 && leastSlowdown < Double.POSITIVE_INFINITY,
        "--least-slowdown",
        "a number above 0",
        leastSlowdown);
  }

  private static void require(boolean holds, String option, String what, Number got) {
    if (!holds) {
      throw new ConfigurationException(option, "must be " + what + ", got " + got);
    }
  }
}
