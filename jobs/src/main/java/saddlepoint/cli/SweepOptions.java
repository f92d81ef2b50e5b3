// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;

/** What a sweep is asked for; {@code plan} takes the same, so that it tells of the same sweep. */
final class SweepOptions {
  @Parameters(
      paramLabel = "FILE",
      description = "The sweep, in HOCON; see conf/quickstart.conf and docs/sweeps.md.")
  private Path file;

  @Mixin private OutputOption output;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the run (default: the sweep's name). The same run goes on.")
  private String run;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set a key in every grid, over file and axes; a list or a range makes an axis."
              + " May be repeated, each time for another key.")
  private List<String> assignments = List.of();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What trains: ${COMPLETION-CANDIDATES} (default: the file's, else auto).",
      completionCandidates = EngineNames.class)
  private String engine;

  @Option(
      names = "--retry-failed",
      description = "Give FAILED and TIMED_OUT trials another attempt.")
  private boolean retryFailed;

  @Option(
      names = "--single-driver",
      description =
          "Write even where the file system cannot tell which of two drivers was first, as on S3;"
              + " no other driver may write there then.")
  private boolean singleDriver;

  OutputOption output() {
    return output;
  }

  Path file() {
    return file;
  }

  boolean retriesFailed() {
    return retryFailed;
  }

  boolean isSingleDriver() {
    return singleDriver;
  }

  /**
   * Reads and checks everything that can be checked before any work.
   *
   * @throws saddlepoint.sweep.ConfigurationException with everything that is wrong
   */
  PreparedSweep prepare() {
    if (run != null) {
      SweepReader.checkName("--run " + run, run);
    }
    // Hadoop takes its time to begin, as does a large grid.
    Background<Boolean> isWritable =
        Background.start(
            "output",
            () -> {
              output.requireWritable();
              return true;
            });
    EngineChoice asked = engine == null ? null : EngineChoice.of("--engine " + engine, engine);
    Sweep sweep = new SweepReader(EngineChoice.names()).read(file, assignments);
    EngineChoice choice = asked == null ? EngineChoice.of(file.toString(), sweep.engine()) : asked;
    Plan plan = sweep.plan(choice.engine().arithmetic(), Numerics.VERSION);
    EngineChoice able = choice.ableTo(plan);
    isWritable.join();
    return new PreparedSweep(plan, able, run == null ? sweep.name() : run);
  }
}
