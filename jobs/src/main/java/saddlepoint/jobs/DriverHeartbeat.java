// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Collection;
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
  private static final int SECONDS = 20;

  private final RunFolder run;
  private final Driver driver;
  private final Supplier<Collection<String>> waves;
  private final ScheduledFuture<?> beats;
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
    // The first comes late enough to know of waves, and early enough to be seen.
    beats = clock.scheduleAtFixedRate(this::beat, 1, SECONDS, TimeUnit.SECONDS);
  }

  /** One that cannot be written is told by its absence; the next may be. */
  private void beat() {
    try {
      run.put(
          new Heartbeat(
              run.name(),
              driver.id(),
              SteadyTime.HERE.now().toString(),
              SECONDS,
              new ArrayList<>(waves.get())),
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
      clock.awaitTermination(SECONDS, TimeUnit.SECONDS);
      run.removeHeartbeat(driver);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | FSError e) {
      LOG.debug("the last heartbeat is left: {}", MachineProblem.oneLine(e));
    }
  }
}
