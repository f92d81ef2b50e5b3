// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.TestSweep;

/**
 * Spark's own {@code spark-sql}, which is in the profile jdbc: {@code mvn verify -Pacceptance,jdbc
 * -Dit.test=SparkSqlIT}.
 */
@Tag("acceptance")
class SparkSqlIT {
  private static final int MOST_MINUTES = 5;

  @TempDir private Path folder;

  @Test
  void takesThePrintedStatementsWithoutTheProduct() throws IOException, InterruptedException {
    OptionalModule.JDBC.require();
    String out = folder.resolve("it's; ${user.home}").toString();
    new TestSweep("recipe = dirac, steps = 4, seeds = 3", "none", out, "asked").train();
    CommandRun printed = CommandRun.of("views", "--ddl", "--out", out);
    assertThat(printed.exit()).as(printed.err()).isZero();
    Path statements = Files.writeString(folder.resolve("views.sql"), printed.out());

    List<String> answer =
        sparkSql(
            statements,
            "SELECT run, count(*) FROM trials GROUP BY 1;"
                + " SELECT trials, converged + approximate + matched >= 0 FROM cells;"
                + " SELECT run, trials FROM runs; SELECT count(*) FROM regressions;");

    assertThat(answer).containsExactly("asked\t3", "3\ttrue", "asked\t3", "0");
  }

  private List<String> sparkSql(Path first, String sql) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(System.getProperty("saddlepoint.java-options").split(" ")));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Xmx1g",
            "-cp",
            Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip(),
            "org.apache.spark.sql.hive.thriftserver.SparkSQLCLIDriver",
            "-i",
            first.toString(),
            "-e",
            sql));
    Path told = folder.resolve("told.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectory(folder.resolve("home")).toFile())
            .redirectOutput(told.toFile())
            .redirectError(folder.resolve("log.txt").toFile())
            .start();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("log.txt"))).isZero();
    return Files.readString(told, UTF_8).lines().filter(line -> !line.isBlank()).toList();
  }
}
