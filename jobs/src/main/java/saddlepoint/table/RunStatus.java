// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import saddlepoint.metric.Verdict;

/**
 * How far a run is, by its tables alone.
 *
 * @param run its name
 * @param planned trials that were ever cut
 * @param committed of those
 * @param inFlight of those, not committed and at work in a driver that is alive
 * @param verdicts of the committed ones
 * @param drivers last signs of life, but of drivers that ended in good order
 * @param last event; empty if the run was cut and never begun
 */
public record RunStatus(
    String run,
    int planned,
    int committed,
    int inFlight,
    Map<Verdict, Long> verdicts,
    List<Heartbeat> drivers,
    Optional<RunEvent> last) {
  /** What a run is doing. */
  public enum State {
    /** Every trial is committed, and none is worth another attempt. */
    DONE("done"),
    /** Every trial is committed; some failed, or ran out of time. */
    DONE_WITH_FAILURES("done, with failures"),
    /** A driver is alive. */
    AT_WORK("at work"),
    /** Trials are left, and no driver is alive. */
    STOPPED("stopped");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** For people. */
    public String word() {
      return word;
    }
  }

  public RunStatus {
    verdicts = Map.copyOf(verdicts);
    drivers = List.copyOf(drivers);
  }

  /**
   * Looks into a run's folder.
   *
   * @param now to which signs of life are compared
   */
  public static RunStatus of(RunFolder folder, Instant now) {
    // Signs of life first: what a driver commits after its last one is seen as committed.
    List<Heartbeat> drivers = folder.heartbeats();
    Ledger ledger = folder.ledger();
    Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    folder.verdicts(ledger).values().forEach(verdict -> verdicts.merge(verdict, 1L, Long::sum));
    List<RunEvent> events = folder.events();
    return new RunStatus(
        folder.name(),
        ledger.cutTrials(),
        ledger.committedTrials(),
        inFlight(ledger, drivers, now),
        verdicts,
        drivers,
        events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1)));
  }

  private static int inFlight(Ledger ledger, List<Heartbeat> drivers, Instant now) {
    Set<String> waves = new HashSet<>();
    drivers.stream()
        .filter(driver -> driver.isAlive(now))
        .forEach(driver -> waves.addAll(driver.waves()));
    waves.removeAll(ledger.committed());
    return ledger.cuts().stream()
        .flatMap(cut -> cut.waves().stream())
        .filter(wave -> waves.contains(wave.id()))
        .mapToInt(Wave::size)
        .sum();
  }

  /** How long nobody has done anything with the run; empty if it was never begun. */
  public Optional<Duration> idle(Instant now) {
    return Stream.concat(
            last.stream().map(event -> Duration.between(event.instant(), now)),
            drivers.stream().map(driver -> driver.age(now)))
        .min(Comparator.naturalOrder());
  }

  /** What the run is doing. */
  public State state(Instant now) {
    if (drivers.stream().anyMatch(driver -> driver.isAlive(now))) {
      return State.AT_WORK;
    }
    if (committed < planned) {
      return State.STOPPED;
    }
    return verdicts.keySet().stream().anyMatch(Verdict::isWorthRetrying)
        ? State.DONE_WITH_FAILURES
        : State.DONE;
  }

  /** Whether a driver ended in good order, with nothing left, within a time. */
  public boolean isFresh(Instant now, Duration within) {
    return committed == planned
        && last.filter(event -> event.kind().equals(RunEvent.FINISHED))
            .filter(event -> !event.instant().isBefore(now.minus(within)))
            .isPresent();
  }
}
