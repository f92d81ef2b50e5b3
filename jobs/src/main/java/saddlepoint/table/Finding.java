// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/**
 * What a night's comparison found of one figure of one cell, or of one trial's bits.
 *
 * @param gate {@link #BITS}, {@link #STATISTICS}, {@link #DRIFT} or {@link #SPEED}
 * @param place the cell or the trial, for people
 * @param figure what was compared
 * @param test by which
 * @param p its p value, from 0 to 1; 0 for bits that differ; of a drift how many false alarms a
 *     night begin so
 * @param effect how large the difference is, in the unit of the test: a difference of shares, a
 *     probability beyond a half, a distance of distributions, a share of CPU time
 * @param text both sides in words
 * @param alarm whether it is significant among all of the night, and large enough
 */
public record Finding(
    String gate,
    String place,
    String figure,
    String test,
    double p,
    double effect,
    String text,
    boolean alarm) {
  /** Trials whose bits must be those of the last accepted night. */
  public static final String BITS = "bits";

  /** Trials of fresh random seeds beside those of accepted nights. */
  public static final String STATISTICS = "statistics";

  /** The same over all accepted nights, one after the other. */
  public static final String DRIFT = "drift";

  /** The CPU time of training beside an accepted build's. */
  public static final String SPEED = "speed";

  /** The same finding, judged among all of its night. */
  public Finding withAlarm(boolean judged) {
    return new Finding(gate, place, figure, test, p, effect, text, judged);
  }
}
