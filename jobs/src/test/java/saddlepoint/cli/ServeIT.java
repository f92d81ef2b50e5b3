// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.TestSweep;

/**
 * A client of JDBC. Hive is in a profile of its own: {@code mvn verify -Pacceptance,jdbc
 * -Dit.test=ServeIT}.
 */
@Tag("acceptance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeIT {
  private static final int MOST_SECONDS = 120;

  private Path folder;
  private String out;
  private Application application;
  private Process server;
  private String url;

  @BeforeAll
  void serve(@TempDir Path scratch) throws IOException, InterruptedException {
    folder = scratch;
    OptionalModule.JDBC.require();
    out = folder.resolve("results").toString();
    new TestSweep("recipe = dirac, steps = 4, seeds = 3", "none", out, "first").train();
    application = new Application(folder.resolve("server"));
    server = application.start("serve", "--port", "0", "--out", out);
    Path printed = folder.resolve("server").resolve("out.txt");
    await("the URL", () -> !read(printed).isEmpty());
    url = read(printed).strip();
    assertThat(url).matches("jdbc:hive2://127\\.0\\.0\\.1:\\d+/default");
  }

  @AfterAll
  void endsBySigterm() throws IOException, InterruptedException {
    server.destroy();
    Application.Ended ended = application.await(server);
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.errLines()).contains("serving the views of file:" + out + "; Ctrl-C ends it");
  }

  @Test
  void aClientSeesTheViewsWithTheirComments() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection client = DriverManager.getConnection(url)) {
      try (ResultSet tables = client.getMetaData().getTables(null, null, "%", null)) {
        while (tables.next()) {
          names.add(tables.getString("TABLE_NAME"));
        }
      }
      try (ResultSet columns = client.getMetaData().getColumns(null, null, "cells", "%_share")) {
        int count = 0;
        while (columns.next()) {
          count++;
          assertThat(columns.getString("REMARKS")).isNotBlank();
        }
        assertThat(count).isGreaterThan(10);
      }
    }

    assertThat(names)
        .containsExactly("cells", "metrics", "regressions", "runs", "snapshots", "trials");
    assertThat(ask("DESCRIBE runs")).contains("planned bigint trials that are cut into waves");
    assertThat(ask("SELECT run, count(*) FROM trials WHERE run = 'first' GROUP BY run"))
        .containsExactly("first 3");
  }

  @Test
  void whatIsCommittedMeanwhileIsSeen() throws InterruptedException {
    String count = "SELECT count(*) FROM trials WHERE run = 'second'";
    assertThat(asked(count)).isEqualTo("0");

    new TestSweep("recipe = dirac, steps = 4, seeds = 5", "none", out, "second").train();

    await("five more trials", () -> asked(count).equals("5"));
    assertThat(asked("SELECT trials FROM runs WHERE run = 'second'")).isEqualTo("5");
  }

  @Test
  void onlyTheViewsAreRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    String remedy = "; a query is a SELECT over the views";
    assertRefused("SELECT * FROM parquet.`/etc`", "jdbc: parquet.`/etc` is none of the views");
    assertRefused("SELECT * FROM text.`" + secret + "`", "is none of the views");
    assertRefused("CREATE TABLE t AS SELECT 1", "jdbc: Create Table As Select is not run");
    assertRefused("CREATE TABLE t (a INT)", "jdbc: Create Table is not run");
    assertRefused("DROP VIEW trials", "jdbc: Drop View is not run");
    assertRefused("INSERT INTO trials SELECT * FROM trials", "is not run");
    assertRefused("SET spark.sql.variable.substitute=true", "jdbc: Set is not run");
    assertRefused("ADD JAR /tmp/some.jar", "jdbc: Add Jars is not run");
    assertRefused("USE default", "is not run");
    assertRefused("SELECT reflect('java.lang.System', 'gc')", "the function reflect is not run");
    assertRefused(
        "SELECT java_method('java.lang.System', 'gc')", "the function java_method is not run");
    assertRefused("SELECT nothing FROM trials", "jdbc: ");
    List<String> taken = new ArrayList<>();
    for (String attempt : Statements.attempts(folder)) {
      try {
        taken.add(attempt + " -> " + ask(attempt));
      } catch (SQLException e) {
        assertThat(e.getMessage()).contains("jdbc: ");
      }
    }
    assertThat(taken).isEmpty();
    assertThatThrownBy(() -> ask("SELECT * FROM parquet.`/etc`")).hasMessageContaining(remedy);
    assertThat(asked("SELECT '${env:HOME}'")).isEqualTo("${env:HOME}");
  }

  @Test
  void aConnectionSetsNothing() {
    for (String setting :
        List.of("?spark.sql.variable.substitute=true", "?fs.file.impl=a", "#a=b", "?system:a=b")) {
      assertThatThrownBy(() -> DriverManager.getConnection(url + setting).close())
          .as(setting)
          .isInstanceOf(SQLException.class)
          .hasStackTraceContaining("jdbc: a connection sets nothing, got set:")
          .hasStackTraceContaining("; leave it out of the URL");
    }
  }

  @Test
  void aPortInUseIsToldWithTheRemedy() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Application.Ended ended =
          new Application(folder.resolve("other"))
              .run("serve", "--port", "" + taken.getLocalPort(), "--out", out);

      assertThat(ended.exit()).isEqualTo(Exit.COULD_NOT_RUN);
      assertThat(ended.errLines())
          .contains(
              "saddlepoint: port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 is in use; give another by --port, or any that is free by --port"
                  + " 0");
    }
  }

  private void assertRefused(String statement, String message) {
    assertThatThrownBy(() -> ask(statement))
        .as(statement)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(message);
  }

  private String asked(String statement) {
    try {
      return String.join("\n", ask(statement));
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  private List<String> ask(String statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection client = DriverManager.getConnection(url);
        Statement asking = client.createStatement();
        ResultSet found = asking.executeQuery(statement)) {
      while (found.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          values.add(found.getString(i));
        }
        rows.add(String.join(" ", values));
      }
    }
    return rows;
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int second = 0; second < MOST_SECONDS; second++) {
      if (condition.getAsBoolean()) {
        return;
      }
      assertThat(server.isAlive()).as(read(folder.resolve("server").resolve("err.txt"))).isTrue();
      Thread.sleep(1000);
    }
    throw new AssertionError(what + " did not come in " + MOST_SECONDS + " s");
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
