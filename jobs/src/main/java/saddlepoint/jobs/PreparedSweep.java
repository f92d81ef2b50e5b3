// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;

/**
 * A sweep of which everything is known that can be known without training.
 *
 * @param plan its trials, named for the engine's arithmetic
 * @param choice of an engine that can train all of them
 * @param checkpoints how often trainings keep what they need to go on
 * @param run name of the run
 */
public record PreparedSweep(
    Plan plan, EngineChoice choice, CheckpointInterval checkpoints, String run) {
  /**
   * What a sweep is asked for.
   *
   * @param file in HOCON
   * @param assignments {@code key=value}, over file and axes
   * @param run name of the run; without one, the sweep's
   * @param engine name of the engine or {@code auto}; without one, the file's
   */
  public record Request(
      Path file, List<String> assignments, Optional<String> run, Optional<String> engine) {
    /** The assignments are copied. */
    public Request {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * Reads and checks everything that can be checked before any work.
   *
   * @param output where the tables are to be
   * @throws saddlepoint.sweep.ConfigurationException with everything that is wrong
   * @throws CannotRunException if tables cannot be written there
   */
  public static PreparedSweep of(Request request, OutputFolder output) {
    request.run().ifPresent(run -> SweepReader.checkName("--run " + run, run));
    // Hadoop takes its time to begin, as does a large grid.
    Background<Boolean> isWritable =
        Background.start(
            "output",
            () -> {
              output.requireWritableTables();
              return true;
            });
    Optional<EngineChoice> asked =
        request.engine().map(engine -> EngineChoice.of("--engine " + engine, engine));
    Sweep sweep = new SweepReader(EngineChoice.names()).read(request.file(), request.assignments());
    EngineChoice choice =
        asked.orElseGet(() -> EngineChoice.of(request.file().toString(), sweep.engine()));
    EngineChoice.Able able = choice.ableTo(arithmetic -> sweep.plan(arithmetic, Numerics.VERSION));
    isWritable.join();
    return new PreparedSweep(
        able.plan(), able.choice(), sweep.checkpoints(), request.run().orElse(sweep.name()));
  }
}
