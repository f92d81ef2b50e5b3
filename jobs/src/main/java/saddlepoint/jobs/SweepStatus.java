// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.Verdict;

/**
 * How far a sweep is. What running tasks have done is counted with every heartbeat of their
 * executor, so before it is committed; a wave that fails takes it back.
 *
 * @param run name of the run
 * @param waves that this driver set out to train
 * @param wavesDone committed by this driver or by another, or failed
 * @param wavesInFlight being trained now
 * @param trials in those waves
 * @param ended trials that ended so far, by verdict
 * @param steps GAN steps done so far
 * @param stepsPlanned GAN steps of those trials
 * @param stepsNotNeeded how many of the planned ones trials that ended early leave out
 * @param elapsed since the first wave was begun
 * @param remaining estimate from the work done so far; empty before there is any
 */
public record SweepStatus(
    String run,
    int waves,
    int wavesDone,
    int wavesInFlight,
    long trials,
    Map<Verdict, Long> ended,
    long steps,
    long stepsPlanned,
    long stepsNotNeeded,
    Duration elapsed,
    Optional<Duration> remaining) {
  /** Trials that ended so far. */
  public long trialsEnded() {
    return ended.values().stream().mapToLong(Long::longValue).sum();
  }
}
