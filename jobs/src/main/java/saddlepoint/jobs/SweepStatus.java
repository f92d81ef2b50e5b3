// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.Verdict;

/**
 * How far a sweep is. Trials of waves in flight are counted when their task ends, so they may be
 * counted before they are committed.
 *
 * @param run name of the run
 * @param waves that this driver set out to train
 * @param wavesDone committed by this driver or by another, or failed
 * @param wavesInFlight being trained now
 * @param trials in those waves
 * @param ended trials that ended so far, by verdict
 * @param steps GAN steps done so far
 * @param elapsed since the first wave was begun
 * @param remaining estimate from the work done so far; empty before the first trial ended
 */
public record SweepStatus(
    String run,
    int waves,
    int wavesDone,
    int wavesInFlight,
    long trials,
    Map<Verdict, Long> ended,
    long steps,
    Duration elapsed,
    Optional<Duration> remaining) {
  /** Trials that ended so far. */
  public long trialsEnded() {
    return ended.values().stream().mapToLong(Long::longValue).sum();
  }
}
