// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * What SQL sees of a folder of tables, as temporary views of a session.
 *
 * <p>They hold the waves that are committed when they are checked, and of those each trial's latest
 * attempt. What is committed later is seen after they are checked and registered again.
 */
public final class Views {
  /** All of them. */
  public static final List<View> ALL =
      List.of(
          new View("trials", "a trial of a run, its latest attempt"),
          new View("metrics", "a logged step of a trial"),
          new View("cells", "a configuration of a run: verdicts, medians and means of its trials"),
          new View("snapshots", "a kept step of a trial: both players' parameters"),
          new View("runs", "a run: when, by how many drivers, how many trials"),
          new View("regressions", "a finding of a night of regress"));

  private static final String RULES = "rules";

  private static final StructType SUPERSEDED =
      new StructType()
          .add("run", StringType, false)
          .add("trial_id", StringType, false)
          .add("attempt", IntegerType, false);

  /** Spark's own setting for paths that are literal, as those of its catalogue are. */
  private static final String GLOB_PATHS = DataSource.GLOB_PATHS_KEY();

  /** Spark's own setting for how many paths are looked at by the driver alone. */
  private static final String LISTED_BY_DRIVER =
      SQLConf.PARALLEL_PARTITION_DISCOVERY_THRESHOLD().key();

  private Views() {}

  /**
   * A view.
   *
   * @param name for SQL
   * @param row what a row is
   */
  public record View(String name, String row) {}

  /** Registers the views of runs that were checked. */
  public static void register(SparkSession session, CheckedRuns checked) {
    trials(session, checked).createOrReplaceTempView("trials");
    put(session, "metrics", MetricsView.sql(), MetricsView.columns());
    put(session, "snapshots", SnapshotsView.sql(), SnapshotsView.columns());
    put(session, "cells", CellsView.sql(), CellsView.columns());
    session
        .createDataFrame(RunsView.rows(checked), RunsView.SCHEMA)
        .createOrReplaceTempView("runs");
    session
        .createDataFrame(RegressionsView.rows(checked), RegressionsView.SCHEMA)
        .createOrReplaceTempView("regressions");
  }

  private static void put(SparkSession session, String name, String sql, List<ViewColumn> columns) {
    session
        .sql(sql)
        .select(columns.stream().map(Views::explained).toArray(Column[]::new))
        .createOrReplaceTempView(name);
  }

  private static Column explained(ViewColumn column) {
    return functions.col(column.name()).as(column.name(), comment(column.comment()));
  }

  private static Metadata comment(String comment) {
    return new MetadataBuilder().putString("comment", comment).build();
  }

  /**
   * How the files of waves are read.
   *
   * <ul>
   *   <li>Every character of a path counts as it is.
   *   <li>A file may be damaged between its check and its reading.
   *   <li>Waves of format 1 are folders in folders.
   *   <li>Whatever the session says: a file that is left out is another answer.
   * </ul>
   */
  static Map<String, String> readerOptions() {
    return new TreeMap<>(
        Map.of(
            GLOB_PATHS,
            "false",
            ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED,
            "true",
            "recursiveFileLookup",
            "true",
            "ignoreCorruptFiles",
            "false",
            "ignoreMissingFiles",
            "false"));
  }

  /** A reader to which every character of a path counts as it is. */
  public static DataFrameReader reader(SparkSession session) {
    return session.read().option(GLOB_PATHS, "false");
  }

  /** The rows of files of waves as they are, with all attempts. */
  public static Dataset<Row> rows(SparkSession session, String... files) {
    return session.read().options(readerOptions()).schema(TrialsTable.schema()).parquet(files);
  }

  private static Dataset<Row> trials(SparkSession session, CheckedRuns checked) {
    Map<String, Ledger> ledgers = checked.ledgers();
    // The waves that were checked, not their folder: a retry that is committed in between would
    // show beside the attempt that it replaces.
    String[] files =
        ledgers.values().stream()
            .flatMap(ledger -> ledger.files().values().stream())
            .flatMap(List::stream)
            .map(Path::toString)
            .distinct()
            .sorted()
            .toArray(String[]::new);
    if (files.length == 0) {
      return session.createDataFrame(List.of(), TrialsTable.schema());
    }
    if (checked.folder().storage().isLocal()) {
      // Spark would start a task for each file, which takes far longer than to look at it.
      session.conf().set(LISTED_BY_DRIVER, Integer.MAX_VALUE);
    }
    Dataset<Row> trials =
        rows(session, files)
            .withColumn(
                RULES,
                functions
                    .coalesce(functions.col(RULES), functions.lit(Cut.FIRST_RULES))
                    .as(RULES, comment(TrialsTable.column(RULES).comment())));
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
    // The join puts its own columns first.
    return trials
        .join(old, SUPERSEDED.fieldNames(), "left_anti")
        .select(Stream.of(trials.columns()).map(functions::col).toArray(Column[]::new));
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
    put(session, "cells", CellsView.sql(), CellsView.columns());
  }
}
