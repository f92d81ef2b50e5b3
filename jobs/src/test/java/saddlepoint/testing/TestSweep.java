// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.jobs.SweepJob;
import saddlepoint.jobs.SweepProgress;
import saddlepoint.jobs.SweepReport;
import saddlepoint.jobs.SweepRequest;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;

/**
 * A sweep to try out on tables.
 *
 * @param hocon what a file would hold
 * @param engine name of a test engine
 * @param out folder of the tables
 * @param run name of the run
 */
public record TestSweep(String hocon, String engine, String out, String run) {
  /** 24 trials in 6 cells, of many steps that test engines only pretend to do. */
  public static final String GRID =
      """
      recipe = "gaussian", pretrain = none
      steps = 100000, log-every = 12345, batch = 8
      grid = [
        { axis = "hidden", values = [16, 32] }
        { axis = "learning-rate", values = [0.001, 0.002, 0.003] }
      ]
      seeds = 4
      """;

  /** Its trials. */
  public Plan plan() {
    return sweep().plan(Engines.get(engine).arithmetic(), Numerics.VERSION);
  }

  /** The job, not run yet. */
  public SweepJob job(boolean retryFailed, SweepProgress progress) {
    return job(retryFailed, Optional.empty(), progress);
  }

  private SweepJob job(boolean retryFailed, Optional<Duration> left, SweepProgress progress) {
    Engine found = Engines.get(engine);
    return new SweepJob(
        new SweepRequest(
            plan(),
            found.name(),
            "asked for",
            sweep().checkpoints(),
            out,
            run,
            retryFailed,
            false,
            left,
            "sweep " + run),
        TestSweep::session,
        progress);
  }

  /** Trains what is not committed. */
  public SweepReport train() {
    return job(false, SweepProgress.NONE).run();
  }

  /** Trains what is not committed, as far as it gets in a time. */
  public SweepReport trainWithin(Duration left) {
    return job(false, Optional.of(left), SweepProgress.NONE).run();
  }

  /** Trains what is not committed, and what failed. */
  public SweepReport retry() {
    return job(true, SweepProgress.NONE).run();
  }

  private static SparkSession session() {
    return LocalSpark.session();
  }

  private Sweep sweep() {
    try {
      Path file = Files.createTempFile("sweep", ".conf");
      try {
        Files.writeString(file, hocon);
        return new SweepReader().read(file, List.of());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
