// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The executors that ended under tasks, by the doing of what they ran: not those whose machine was
 * taken away. Thread safe.
 */
final class LostExecutors extends SparkListener {
  /** Spark tells its listeners a little later than its callers, and the master later still. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long LOOK_MILLIS = 50;

  private final Optional<ExecutorLaunches> launches;
  private final Queue<ExecutorLostFailure> losses = new ConcurrentLinkedQueue<>();

  /**
   * None yet.
   *
   * @param launches tell how executors ended, where they can be watched
   */
  LostExecutors(Optional<ExecutorLaunches> launches) {
    this.launches = launches;
  }

  /** Whether a Spark job failed since executors ended under it time and again. */
  static boolean areCauseOf(Throwable error) {
    for (Throwable each : MachineProblem.chain(error)) {
      String text = String.valueOf(each.getMessage());
      if (text.contains("ExecutorLostFailure")
          || text.contains("has failed the maximum allowable number of times")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure loss && loss.exitCausedByApp()) {
      losses.add(loss);
    }
  }

  /** Forgets those of before. */
  void forget() {
    losses.clear();
  }

  /**
   * Which executor ended since {@link #forget}, and how; waits for the news. Empty if it was not
   * for what ran there, as far as Spark knows.
   */
  Optional<String> tell() throws InterruptedException {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    Optional<String> known = Optional.empty();
    while (System.nanoTime() < latest) {
      ExecutorLostFailure loss = losses.peek();
      if (loss != null) {
        Optional<String> end = end(loss.execId());
        if (end.isPresent() || launches.isEmpty()) {
          return Optional.of(text(loss, end));
        }
        known = Optional.of(text(loss, end));
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return known;
  }

  private static String text(ExecutorLostFailure loss, Optional<String> end) {
    String reason = loss.reason().isDefined() ? loss.reason().get() : "it is not known how";
    return "executor "
        + loss.execId()
        + ": "
        + end.orElseGet(() -> reason.strip().lines().findFirst().orElse(""));
  }

  /** In the words of whoever launched it, who knows its exit code. */
  private Optional<String> end(String executor) {
    return launches.stream()
        .flatMap(it -> it.ended().stream())
        .filter(it -> it.name().endsWith("/" + executor))
        .map(ExecutorLaunches.Ended::state)
        .findFirst();
  }
}
