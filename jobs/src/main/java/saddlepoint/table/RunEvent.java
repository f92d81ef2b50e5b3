// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened to a run. Events are only ever added.
 *
 * @param kind {@link #STARTED} or {@link #FINISHED}
 * @param run the run's name
 * @param driver id of the driver
 * @param at when, in ISO 8601, UTC
 * @param command what was asked for, for people
 * @param engine which engine
 * @param planned trials that the driver was asked for
 * @param committed of those, how many were committed at the time
 * @param verdicts trials that this driver committed, by verdict
 * @param provenance of the driver, by name
 */
public record RunEvent(
    String kind,
    String run,
    String driver,
    String at,
    String command,
    String engine,
    long planned,
    long committed,
    Map<String, Long> verdicts,
    Map<String, String> provenance)
    implements OfRun {
  public RunEvent {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(run);
    Objects.requireNonNull(driver);
    Objects.requireNonNull(at);
    Objects.requireNonNull(verdicts);
    Objects.requireNonNull(provenance);
  }

  /** A driver began. */
  public static final String STARTED = "started";

  /** A driver ended in good order, whether all was done or it was stopped. */
  public static final String FINISHED = "finished";

  Instant instant() {
    return Instant.parse(at);
  }
}
