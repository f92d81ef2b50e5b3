// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.table.Driver;
import saddlepoint.table.Heartbeat;
import saddlepoint.table.RunFolder;

/** Tells that this driver is at work on a run, until it is stopped. */
final class DriverHeartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(DriverHeartbeat.class);

  private final RunFolder run;
  private final Driver driver;
  private final Supplier<Collection<String>> waves;
  private final ScheduledFuture<?> beats;
  private Set<String> told = Set.of();
  private long toldAt;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "saddlepoint-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins.
   *
   * @param waves ids of those that are being trained; asked from another thread
   */
  DriverHeartbeat(RunFolder run, Driver driver, Supplier<Collection<String>> waves) {
    this.run = run;
    this.driver = driver;
    this.waves = waves;
    beat(Set.of());
    beats = clock.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** Waves that begin or end are told at once. */
  private void look() {
    Set<String> now = Set.copyOf(waves.get());
    if (!now.equals(told)
        || System.nanoTime() - toldAt >= TimeUnit.SECONDS.toNanos(Heartbeat.SECONDS)) {
      beat(now);
    }
  }

  /** One that cannot be written is told by its absence; the next may be. */
  private void beat(Set<String> now) {
    told = now;
    toldAt = System.nanoTime();
    try {
      run.put(
          new Heartbeat(
              run.name(),
              driver.id(),
              SteadyTime.HERE.now().toString(),
              Heartbeat.SECONDS,
              List.copyOf(now)),
          driver);
    } catch (RuntimeException | FSError e) {
      LOG.debug("no heartbeat: {}", MachineProblem.oneLine(e));
    }
  }

  /** Takes the last sign of life away. */
  void stop() {
    beats.cancel(/* mayInterruptIfRunning= */ false);
    clock.shutdown();
    try {
      clock.awaitTermination(Heartbeat.SECONDS, TimeUnit.SECONDS);
      run.removeHeartbeat(driver);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | FSError e) {
      LOG.debug("the last heartbeat is left: {}", MachineProblem.oneLine(e));
    }
  }
}
