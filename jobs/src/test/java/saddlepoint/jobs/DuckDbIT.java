// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class DuckDbIT {
  private static final String HOCON =
      """
      recipe = "gaussian", pretrain = none
      steps = 100000, log-every = 12345, batch = 8
      grid = [
        { axis = "hidden", values = [16, 32] }
        { axis = "learning-rate", values = [0.001, 0.002, 0.003] }
      ]
      seeds = 4
      """;

  @TempDir private Path folder;

  @Test
  void readsTrialsUnchangedAndFindsWhatSparkFinds() throws SQLException {
    new TestSweep(HOCON, "none", folder.toString(), "duck").train();
    String query =
        """
        SELECT hidden, count(*), count(DISTINCT trial_id), avg(g_loss), avg(wasserstein),
          sum(train_millis), min(learning_rate), max(random_seed)
        FROM %s GROUP BY hidden ORDER BY hidden""";
    SparkSession session = LocalSpark.session().newSession();
    TableFolder tables = TableFolder.open(folder.toString(), new Configuration());
    Views.register(session, tables.requireSound("duck"));
    List<Row> ofSpark = session.sql(query.formatted("trials")).collectAsList();

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                query.formatted("read_parquet('" + folder + "/trials/*.parquet')"))) {
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
}
