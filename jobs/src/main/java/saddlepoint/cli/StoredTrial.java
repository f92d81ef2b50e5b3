// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TableFolder;

/**
 * A committed trial.
 *
 * @param row of the view {@code trials}
 * @param trial as its cut has it
 */
record StoredTrial(Row row, Trial trial) {
  /**
   * Checks the form of an id before Spark is started.
   *
   * @param otherwise what else may be given, for the message
   * @throws ConfigurationException if it is none
   */
  static void requireId(String id, String otherwise) {
    if (!id.matches("[0-9a-f]{4,16}")) {
      throw new ConfigurationException(
          id,
          "a trial id is 16 digits of 0-9 and a-f, of which the first 4 or more may be given"
              + otherwise);
    }
  }

  /**
   * The row of a trial in the registered views; of several runs, the one that trained it last.
   *
   * @param id or the first of its digits
   * @throws ConfigurationException if none or several trials begin so
   */
  static Row find(SparkSession session, TableFolder folder, String id) {
    List<Row> rows =
        session
            .table("trials")
            .where(functions.col("trial_id").startsWith(id))
            .orderBy(functions.col("ended_at").desc())
            .limit(100)
            .collectAsList();
    if (rows.isEmpty()) {
      throw new ConfigurationException(
          id,
          folder.location()
              + " has no such trial; `"
              + Shell.PROGRAM
              + " query trials` lists them");
    }
    List<String> ids = rows.stream().map(row -> row.<String>getAs("trial_id")).distinct().toList();
    if (ids.size() > 1) {
      throw new ConfigurationException(
          id,
          "several trials begin so, " + ids.get(0) + " and " + ids.get(1) + "; give more digits");
    }
    return rows.get(0);
  }

  /**
   * The trial that a row tells of.
   *
   * @throws CannotRunException if this build cannot restore it
   */
  static StoredTrial of(TableFolder folder, Row row) {
    String id = row.getAs("trial_id");
    if (row.<Integer>getAs("numerics_version") != Numerics.VERSION) {
      throw new CannotRunException(
          "trial "
              + id
              + " was trained under numerics version "
              + row.getAs("numerics_version")
              + ", and this build has "
              + Numerics.VERSION
              + remedy(row));
    }
    RunFolder run = folder.run(row.getAs("run"));
    try {
      return new StoredTrial(
          row,
          run.trial(row.getAs("wave"), id)
              .orElseThrow(
                  () ->
                      new CannotRunException(
                          "trial " + id + " is in no cut of run " + run.name() + remedy(row))));
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(
          "trial "
              + id
              + " has settings that this build does not know: "
              + e.getMessage()
              + remedy(row),
          e);
    }
  }

  /**
   * The trial to be trained again, without its timeout: how far a trial comes in a time is no
   * property of it.
   *
   * @param evaluated whether it is evaluated as it was, or at the end only
   * @param snapshotEvery steps between two snapshots, 0 for none
   */
  Trial again(boolean evaluated, int snapshotEvery) {
    Recording recording = trial.recording();
    return Trial.of(
        trial.cell(),
        trial.randomSeed(),
        trial.arithmetic(),
        Numerics.VERSION,
        new Recording(
            recording.logEvery(),
            evaluated ? recording.evaluateEvery() : 0,
            Duration.ZERO,
            snapshotEvery,
            recording.judging()));
  }

  /** The recipe, what differs from its preset, and the random seed, as people read them. */
  String describe() {
    return trial.cell().recipe()
        + " "
        + trial.cell().describe()
        + ", random seed "
        + trial.randomSeed();
  }

  private static String remedy(Row row) {
    return "; use version " + row.getAs("code_version") + ", which trained it";
  }
}
