// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

/** The printed statements in a session that knows nothing of the product. */
class ViewStatementsIT {
  @TempDir private Path scratch;

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void everyViewHasTheRowsAndCommentsThatItHasHere() {
    String out = scratch.resolve("it's; a \\ \"folder\" [0-9]* ${user.home} für").toString();
    String trained =
        "recipe = gaussian, pretrain = none, steps = 60, log-every = 2, seeds = 2,"
            + " snapshot.every = 30, snapshot.trials = 1,"
            + " grid = [{ axis = optimizer, values = [sgd, adam] }]";
    new TestSweep(trained, "scalar", out, "trained").train();
    TestSweep retried = new TestSweep("recipe = dirac, steps = 20, seeds = 3", "fault", out, "r");
    System.setProperty(FaultEngine.PROPERTY, "throw 2");
    retried.train();
    System.clearProperty(FaultEngine.PROPERTY);
    retried.retry();
    TableFolder tables = TableFolder.open(out, new Configuration());
    tables.nights("small").put(night(), Driver.create());
    CheckedRuns checked = tables.requireSound(List.of());
    SparkSession product = LocalSpark.session().newSession();
    Views.register(product, checked);

    SparkSession plain = LocalSpark.session().newSession();
    ViewStatements.of(checked).forEach(plain::sql);

    for (Views.View view : Views.ALL) {
      assertThat(rows(plain, view.name()))
          .as(view.name())
          .isNotEmpty()
          .isEqualTo(rows(product, view.name()));
      assertThat(columns(plain, view.name()))
          .as("%s: names, types and comments", view.name())
          .isEqualTo(columns(product, view.name()))
          .noneMatch(column -> column.endsWith("\"\""));
    }
    assertThat(plain.table("trials").where("run = 'r'").count()).isEqualTo(3);
    assertThat(plain.table("trial_files").where("run = 'r'").count()).isGreaterThan(3);
  }

  @Test
  void aFolderWithoutNightsHasNone() {
    String out = scratch.toString();
    new TestSweep("recipe = dirac, steps = 2, seeds = 2", "none", out, "quiet").train();
    SparkSession plain = LocalSpark.session().newSession();

    ViewStatements.of(TableFolder.open(out, new Configuration()).requireSound(List.of()))
        .forEach(plain::sql);

    assertThat(plain.table("regressions").count()).isZero();
    assertThat(plain.table("runs").count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"it's", "a\\b\\n", "%_;--/*", "${env:HOME}", "\n\t\u0000", "für \uD83D\uDE00"})
  void aLiteralIsItsText(String text) {
    String literal = ViewStatements.literal(text);

    assertThat(literal).matches("[ -~&&[^;$]]+");
    assertThat(LocalSpark.session().sql("SELECT " + literal).first().getString(0)).isEqualTo(text);
  }

  private static Night night() {
    return new Night(
        "small",
        "2026-01-02",
        "r",
        List.of("r"),
        1,
        2,
        List.of(new Finding(Finding.BITS, "it's", "all", "bits", 1e-300, -0.1, "1 of 2", true)),
        List.of(),
        Map.of());
  }

  private static List<String> rows(SparkSession session, String view) {
    return session.sql("SELECT to_json(struct(*)) FROM " + view).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<String> columns(SparkSession session, String view) {
    return Arrays.stream(session.table(view).schema().fields())
        .map(ViewStatementsIT::describe)
        .toList();
  }

  private static String describe(StructField field) {
    return field.name()
        + " "
        + field.dataType().catalogString()
        + " \""
        + field.getComment().getOrElse(() -> "")
        + "\"";
  }
}
