// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import saddlepoint.jobs.replay.StoredGenerator;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Which of the generators that a trial has kept. */
final class GeneratorOptions {
  @Option(
      names = "--step",
      paramLabel = "N",
      description = "The one that was kept after this step (default: the last one).")
  private Integer step;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "The run that it is in (default: all runs; the one that trained it last).")
  private String run;

  /** Whether none of these options was given. */
  boolean areMissing() {
    return step == null && run == null;
  }

  /**
   * Finds a generator.
   *
   * @param trial id of its trial, the first digits of it, or an extreme
   * @param command that Spark is told
   */
  StoredGenerator find(TableFolder folder, String trial, String command) {
    CheckedRuns checked = folder.requireSound(run == null ? List.of() : List.of(run));
    SparkSession session = Sessions.start(command);
    Views.register(session, checked);
    Row row = TrialLookup.find(session, folder, trial);
    return StoredGenerator.of(
        folder, row, step == null ? OptionalInt.empty() : OptionalInt.of(step));
  }
}
