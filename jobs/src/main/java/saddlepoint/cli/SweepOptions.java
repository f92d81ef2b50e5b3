// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import saddlepoint.jobs.PreparedSweep;

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
          "Write even where the file system cannot tell which of two drivers was first;"
              + " no other driver may write there then.")
  private boolean singleDriver;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description =
          "End by itself before that, for example 2h: begin no wave that would take longer, and keep"
              + " checkpoints of what is at work. The same command goes on.")
  private String maxTime;

  OutputOption output() {
    return output;
  }

  /** Of the time that was given to this process. */
  Optional<Duration> timeLeft() {
    return maxTime()
        .map(most -> most.minusMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
  }

  /** Why it ended, if it was for that. */
  String timeUp() {
    return "time is up (--max-time " + maxTime + ")";
  }

  private Optional<Duration> maxTime() {
    return Optional.ofNullable(maxTime).map(written -> GivenTime.of("--max-time", written));
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
    return prepare(Optional.ofNullable(run), List.of());
  }

  /**
   * The same under another name, with assignments that win over those of the command line.
   *
   * @throws saddlepoint.sweep.ConfigurationException with everything that is wrong
   */
  PreparedSweep prepare(Optional<String> named, List<String> more) {
    maxTime();
    List<String> all = new ArrayList<>(more);
    List<String> keys = more.stream().map(SweepOptions::key).toList();
    assignments.stream().filter(given -> !keys.contains(key(given))).forEach(all::add);
    return PreparedSweep.of(
        new PreparedSweep.Request(file, all, named, Optional.ofNullable(engine)), output.folder());
  }

  private static String key(String assignment) {
    return assignment.split("=", 2)[0].strip();
  }

  /** The name that was given; a regression takes it for its own. */
  Optional<String> run() {
    return Optional.ofNullable(run);
  }
}
