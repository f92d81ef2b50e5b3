// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.List;
import java.util.Map;
import saddlepoint.metric.Verdict;

/**
 * What came of a sweep.
 *
 * @param run name of the run
 * @param location of the tables, with its scheme
 * @param planned trials that were asked for
 * @param committedBefore of those, how many were committed before this driver began
 * @param committed of those, how many are committed now, in whatever attempt
 * @param awaited of those, how many are not committed in the attempt that was asked for
 * @param verdicts of the trials that were asked for and are committed, latest attempts
 * @param trained trials that this driver committed, by verdict; they may include trials of the same
 *     waves that were not asked for
 * @param wavesTaken waves that this driver trained and another committed first
 * @param failedWaves waves that could not be trained
 * @param abandonedWaves waves that were given up since the stop was urgent
 * @param stopped whether a stop was asked for, or the time was up, before all was done
 * @param timeUp whether the time was up
 */
public record SweepReport(
    String run,
    String location,
    long planned,
    long committedBefore,
    long committed,
    long awaited,
    Map<Verdict, Long> verdicts,
    Map<Verdict, Long> trained,
    int wavesTaken,
    List<FailedWave> failedWaves,
    List<FailedWave> abandonedWaves,
    boolean stopped,
    boolean timeUp) {
  public SweepReport {
    verdicts = Map.copyOf(verdicts);
    trained = Map.copyOf(trained);
    failedWaves = List.copyOf(failedWaves);
    abandonedWaves = List.copyOf(abandonedWaves);
  }

  /** Whether every trial is committed, in the attempt that was asked for. */
  public boolean isComplete() {
    return awaited == 0;
  }

  /**
   * A wave that could not be trained; its trials are not committed.
   *
   * @param id of the wave
   * @param trials in it
   * @param cause why
   */
  public record FailedWave(String id, int trials, Throwable cause) {}
}
