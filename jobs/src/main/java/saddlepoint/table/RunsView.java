// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The view {@code runs}: a row a run: when, by how many drivers, how many trials. */
final class RunsView {
  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            column("run", StringType, false, "name of the run"),
            column("started", TimestampType, true, "when its first driver began"),
            column("finished", TimestampType, true, "when its last driver ended in good order"),
            column("drivers", IntegerType, false, "drivers that trained"),
            column("unfinished", IntegerType, false, "of those, how many have not told their end"),
            column("planned", LongType, false, "trials that are cut into waves"),
            column("trials", LongType, false, "trials that are committed"),
            column("waves", IntegerType, false, "waves that are committed"),
            column("command", StringType, true, "what was asked for last"),
            column("engine", StringType, true, "the engine asked for last"),
            column("code_version", StringType, true, "of the last driver"),
          });

  private RunsView() {}

  static List<Row> rows(CheckedRuns checked) {
    List<Row> rows = new ArrayList<>();
    checked.ledgers().forEach((name, ledger) -> rows.add(row(checked.folder().run(name), ledger)));
    return rows;
  }

  private static Row row(RunFolder run, Ledger ledger) {
    List<RunEvent> events = run.events();
    Set<String> drivers = new HashSet<>();
    Set<String> unfinished = new HashSet<>();
    Instant started = null;
    Instant finished = null;
    RunEvent last = null;
    for (RunEvent event : events) {
      if (event.kind().equals(RunEvent.STARTED)) {
        drivers.add(event.driver());
        unfinished.add(event.driver());
        started = started == null ? event.instant() : started;
        last = event;
      } else {
        unfinished.remove(event.driver());
        finished = event.instant();
      }
    }
    return RowFactory.create(
        run.name(),
        started == null ? null : Timestamp.from(started),
        finished == null ? null : Timestamp.from(finished),
        drivers.size(),
        unfinished.size(),
        (long) ledger.cutTrials(),
        (long) ledger.committedTrials(),
        ledger.committed().size(),
        last == null ? null : last.command(),
        last == null ? null : last.engine(),
        last == null ? null : last.provenance().get("code_version"));
  }

  private static StructField column(String name, DataType type, boolean nullable, String comment) {
    return new Column(name, type, nullable, "", comment).field();
  }
}
