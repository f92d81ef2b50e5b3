// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import saddlepoint.jobs.Shell;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** Finds the row of a trial by its id, or by the first digits of it. */
public final class TrialLookup {
  private static final int MOST_RUNS = 100;

  private TrialLookup() {}

  /**
   * Checks what may be an id before Spark is started.
   *
   * @param otherwise what else may be given, for the message
   * @throws ConfigurationException if it is none
   */
  public static void requireId(String id, String otherwise) {
    if (!id.matches("[0-9a-f]{4,16}")) {
      throw new ConfigurationException(
          id,
          "a trial id is 16 digits of 0-9 and a-f, of which the first 4 or more may be given"
              + otherwise);
    }
  }

  /**
   * The row of a trial in the registered view; of several runs, that of the run that trained it
   * last.
   *
   * @param id of the trial, its first digits, or the name of an {@link Extreme}
   * @throws ConfigurationException if there is none, or if several trials begin so
   */
  public static Row find(SparkSession session, TableFolder folder, String id) {
    if (Extreme.isOne(id)) {
      return Extreme.of(id).find(session, folder);
    }
    List<Row> rows =
        session
            .table("trials")
            .where(functions.col("trial_id").startsWith(id))
            .orderBy(functions.col("ended_at").desc())
            .limit(MOST_RUNS)
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
}
