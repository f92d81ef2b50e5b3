// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

/** What people type first in a reader of Parquet, without the product. */
class CommonReadersIT {
  private static final List<String> RUNS = List.of("007", "1", "2026-08-01", "true");
  private static final String DOCUMENTED =
      "SELECT optimizer, count(*), avg(wasserstein) FROM %s GROUP BY 1";

  @TempDir private Path folder;

  /** Names that readers who guess types take for other things than text. */
  @BeforeEach
  void sweep() {
    for (String run : RUNS) {
      new TestSweep("recipe = dirac, steps = 2, seeds = 2", "none", folder.toString(), run).train();
    }
  }

  @Test
  void sparkReadsTheFolder() {
    SparkSession session = LocalSpark.session().newSession();

    assertThat(session.read().parquet(folder + "/trials").schema().apply("run").dataType())
        .isEqualTo(DataTypes.StringType);
    List<Row> rows =
        session
            .sql("SELECT run, count(*) FROM parquet.`" + folder + "/trials` GROUP BY 1 ORDER BY 1")
            .collectAsList();
    assertThat(rows).extracting(row -> row.getString(0)).containsExactlyElementsOf(RUNS);
    assertThat(rows).extracting(row -> row.getLong(1)).containsOnly(2L);
    assertThat(session.sql(DOCUMENTED.formatted("parquet.`" + folder + "/trials`")).count())
        .isEqualTo(1);
  }

  @Test
  void duckDbReadsTheFolderAndOneRun() throws SQLException {
    String all = "read_parquet('" + folder + "/trials/*.parquet')";
    assertThat(duck("SELECT run, count(*) FROM " + all + " GROUP BY 1 ORDER BY 1"))
        .containsExactly("007 2", "1 2", "2026-08-01 2", "true 2");
    assertThat(duck("SELECT DISTINCT typeof(run), 0 FROM " + all)).containsExactly("VARCHAR 0");
    assertThat(duck("SELECT run, 0 FROM '" + folder + "/trials/007-*.parquet'"))
        .containsExactly("007 0", "007 0");
    assertThat(duck(DOCUMENTED.formatted(all))).hasSize(1);
  }

  @Test
  void duckDbFindsWhatSparkFinds() throws SQLException {
    Path grid = folder.resolve("grid");
    new TestSweep(TestSweep.GRID, "none", grid.toString(), "duck").train();
    String query =
        """
        SELECT hidden, count(*), count(DISTINCT trial_id), avg(g_loss), avg(wasserstein),
          sum(train_millis), min(learning_rate), max(random_seed)
        FROM %s GROUP BY hidden ORDER BY hidden""";
    SparkSession session = LocalSpark.session().newSession();
    TableFolder tables = TableFolder.open(grid.toString(), new Configuration());
    Views.register(session, tables.requireSound("duck"));
    List<Row> ofSpark = session.sql(query.formatted("trials")).collectAsList();

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                query.formatted("read_parquet('" + grid + "/trials/*.parquet')"))) {
      for (Row expected : ofSpark) {
        assertThat(rows.next()).isTrue();
        for (int i = 0; i < expected.size(); i++) {
          assertThat(rows.getDouble(i + 1))
              .isCloseTo(((Number) expected.get(i)).doubleValue(), within(1e-9));
        }
      }
      assertThat(rows.next()).isFalse();
    }
    assertThat(ofSpark).hasSize(2);
  }

  @Test
  void theDocumentHoldsTheLinesThatAreTested() throws IOException {
    String document =
        Files.readString(Path.of(System.getProperty("saddlepoint.home"), "docs", "tables.md"));

    assertThat(document)
        .contains(DOCUMENTED.formatted("read_parquet('OUT/trials/*.parquet')"))
        .contains(DOCUMENTED.formatted("parquet.`OUT/trials`"));
  }

  @Test
  void duckDbRunsTheLinesOfTheDocument() throws IOException, SQLException {
    String document =
        Files.readString(Path.of(System.getProperty("saddlepoint.home"), "docs", "querying.md"));
    String block = document.split("## DuckDB\\s+```sql", 2)[1].split("```", 2)[0];
    List<Integer> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (String sql : block.replace("'OUT/", "'" + folder + "/").split(";\\s*")) {
        if (statement.execute(sql)) {
          try (ResultSet found = statement.getResultSet()) {
            int count = 0;
            while (found.next()) {
              count++;
            }
            rows.add(count);
          }
        }
      }
    }

    // One optimizer; a verdict in each of four runs; two logged steps of eight trials.
    assertThat(rows).containsExactly(1, RUNS.size(), 2 * 2 * RUNS.size());
  }

  /** Some readers take every file of a folder for data, whatever its name. */
  @Test
  void nothingElseIsInTheFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("trials"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.getFileName().toString().matches("[^._].*\\.parquet"));
    }
  }

  private static List<String> duck(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1) + " " + found.getString(2));
      }
    }
    return rows;
  }
}
