// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.MachineProblem;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.jobs.SweepJob;
import saddlepoint.jobs.SweepReport;
import saddlepoint.jobs.SweepRequest;
import saddlepoint.jobs.UnfitClusterException;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableException;

/** Runs a sweep with its progress shown, which Ctrl-C stops. */
final class WatchedSweep {
  private WatchedSweep() {}

  /**
   * Trains what is not committed yet.
   *
   * @param safe what to say where it fails on the way
   */
  static SweepReport run(Main main, PreparedSweep sweep, SweepOptions options, String safe) {
    SweepDisplay display =
        new SweepDisplay(main.terminal(), System::nanoTime, sweep.plan().trials().size());
    SweepJob job =
        new SweepJob(
            new SweepRequest(
                sweep.plan(),
                sweep.choice().engine().name(),
                sweep.choice().reason(),
                sweep.checkpoints(),
                options.output().location(),
                sweep.run(),
                options.retriesFailed(),
                options.isSingleDriver(),
                options.timeLeft(),
                main.command()),
            WatchedSweep::session,
            display);
    Interrupts interrupts = new Interrupts(job, main.terminal(), display::isAllInFlight);
    SignalUtils.register("INT", interrupts::next);
    SignalUtils.register("TERM", interrupts::next);
    SignalUtils.register(
        "WINCH",
        () -> {
          display.resized();
          return true;
        });
    try {
      return job.run();
    } catch (ConfigurationException
        | CannotRunException
        | TableException
        | UnfitClusterException e) {
      throw e;
    } catch (RuntimeException | FSError e) {
      // What failed is told by the caller; only here is it known that one can go on.
      main.terminal().say(safe);
      throw e;
    }
  }

  /** The session of this JVM, as sweeps use it. */
  static SparkSession session() {
    return Sessions.startShowingProgress("saddlepoint sweep");
  }

  /** Says which waves were lost, and why. */
  static void tellFailures(Main main, SweepReport report) {
    report
        .failedWaves()
        .forEach(
            wave -> {
              main.terminal()
                  .say(
                      named(wave)
                          + " could not be trained and committed: "
                          + MachineProblem.of(wave.cause(), report.location())
                              .orElseGet(() -> MachineProblem.oneLine(wave.cause())));
              main.trace(wave.cause());
            });
    report
        .abandonedWaves()
        .forEach(
            wave ->
                main.terminal()
                    .say(
                        named(wave)
                            + " was abandoned; it goes on from its checkpoints, and what they do not hold is"
                            + " lost"));
  }

  private static String named(SweepReport.FailedWave wave) {
    return "wave " + wave.id() + " of " + Quantity.of(wave.trials(), "trial");
  }
}
