// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Optional;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.Plan;

/**
 * What a sweep is asked for.
 *
 * @param plan the trials, named for the engine's arithmetic and this build's numerics version
 * @param engine name of the engine, resolved
 * @param engineReason why this engine, one line for the tables
 * @param checkpoints how often trainings keep what they need to go on
 * @param out folder of the tables, with or without a scheme
 * @param run name of the run
 * @param retryFailed whether FAILED and TIMED_OUT trials get another attempt
 * @param isSingleDriver whether nobody else writes to the folder, so that its file system need not
 *     be able to tell who was first
 * @param left time until the process is to have ended of itself; none for any
 * @param command what was asked for, for people who look at the run later
 */
public record SweepRequest(
    Plan plan,
    String engine,
    String engineReason,
    CheckpointInterval checkpoints,
    String out,
    String run,
    boolean retryFailed,
    boolean isSingleDriver,
    Optional<Duration> left,
    String command) {}
