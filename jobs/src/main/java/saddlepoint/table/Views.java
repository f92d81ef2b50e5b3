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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What SQL sees of a folder of tables, as temporary views of a session.
 *
 * <ul>
 *   <li>{@code trials}: a row a trial and run, its latest attempt
 *   <li>{@code metrics}: a row a logged step of a trial, a column a metric, and running means
 *   <li>{@code snapshots}: a row a kept step of a trial: both players' parameters
 *   <li>{@code cells}: a row a configuration and run: trials, verdicts with intervals, medians and
 *       means
 *   <li>{@code runs}: a row a run: when, by how many drivers, how many trials
 *   <li>{@code regressions}: a row a finding of a night of {@code regress}
 * </ul>
 *
 * <p>They hold the waves that are committed when they are checked, and of those each trial's latest
 * attempt. What is committed later is seen after they are checked and registered again.
 */
public final class Views {
  private static final StructType RUNS =
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

  private static final String RULES = "rules";

  private static final String SNAPSHOTS =
      """
      SELECT run, trial_id, config_id, recipe, random_seed, step,
        snapshot_generator[position] AS generator,
        snapshot_discriminator[position] AS discriminator
      FROM trials LATERAL VIEW posexplode(snapshot_step) AS position, step""";

  private static final StructType SUPERSEDED =
      new StructType()
          .add("run", StringType, false)
          .add("trial_id", StringType, false)
          .add("attempt", IntegerType, false);

  /** Spark's own setting for paths that are literal, as those of its catalogue are. */
  private static final String GLOB_PATHS = DataSource.GLOB_PATHS_KEY();

  private Views() {}

  /** Registers the views of runs that were checked. */
  public static void register(SparkSession session, CheckedRuns checked) {
    trials(session, checked.ledgers()).createOrReplaceTempView("trials");
    session.sql(MetricsView.sql()).createOrReplaceTempView("metrics");
    session.sql(SNAPSHOTS).createOrReplaceTempView("snapshots");
    session.sql(CellsView.sql()).createOrReplaceTempView("cells");
    runs(session, checked.folder(), checked.ledgers()).createOrReplaceTempView("runs");
    RegressionsView.of(session, checked).createOrReplaceTempView("regressions");
  }

  /** A reader to which every character of a path counts as it is. */
  public static DataFrameReader reader(SparkSession session) {
    return session.read().option(GLOB_PATHS, "false");
  }

  private static Dataset<Row> trials(SparkSession session, Map<String, Ledger> ledgers) {
    // The waves that were checked, not their folder: a retry that is committed in between would
    // show beside the attempt that it replaces.
    String[] files =
        ledgers.values().stream()
            .flatMap(ledger -> ledger.files().values().stream())
            .flatMap(List::stream)
            .map(Path::toString)
            .sorted()
            .toArray(String[]::new);
    if (files.length == 0) {
      return session.createDataFrame(List.of(), TrialsTable.schema());
    }
    Dataset<Row> trials =
        reader(session)
            .schema(TrialsTable.schema())
            // A file may be damaged between its check and its reading.
            .option(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, "true")
            .option("recursiveFileLookup", "true")
            // Whatever the session says: a file that is left out is another answer.
            .option("ignoreCorruptFiles", "false")
            .option("ignoreMissingFiles", "false")
            .parquet(files)
            .withColumn(
                RULES, functions.coalesce(functions.col(RULES), functions.lit(Cut.FIRST_RULES)));
    List<Row> superseded = new ArrayList<>();
    ledgers.forEach(
        (run, ledger) ->
            ledger
                .superseded()
                .forEach(
                    old -> superseded.add(RowFactory.create(run, old.trialId(), old.attempt()))));
    if (superseded.isEmpty()) {
      return trials;
    }
    Dataset<Row> old = functions.broadcast(session.createDataFrame(superseded, SUPERSEDED));
    return trials.join(old, SUPERSEDED.fieldNames(), "left_anti");
  }

  private static Dataset<Row> runs(
      SparkSession session, TableFolder folder, Map<String, Ledger> ledgers) {
    List<Row> rows = new ArrayList<>();
    ledgers.forEach((name, ledger) -> rows.add(run(folder.run(name), ledger)));
    return session.createDataFrame(rows, RUNS);
  }

  private static Row run(RunFolder run, Ledger ledger) {
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
        (long) ledger.cutAttempts().size(),
        (long) ledger.committedAttempts().size(),
        ledger.committed().size(),
        last == null ? null : last.command(),
        last == null ? null : last.engine(),
        last == null ? null : last.provenance().get("code_version"));
  }

  /**
   * Leaves some trials in the views {@code trials} and {@code cells}, which were registered before.
   *
   * @param trialIds those that stay
   */
  public static void narrow(SparkSession session, Collection<String> trialIds) {
    Dataset<Row> wanted =
        session.createDataset(List.copyOf(trialIds), Encoders.STRING()).toDF("trial_id");
    session
        .table("trials")
        .join(functions.broadcast(wanted), new String[] {"trial_id"}, "left_semi")
        .createOrReplaceTempView("trials");
    session.sql(CellsView.sql()).createOrReplaceTempView("cells");
  }

  private static StructField column(String name, DataType type, boolean nullable, String comment) {
    return new Column(name, type, nullable, "", comment).field();
  }
}
