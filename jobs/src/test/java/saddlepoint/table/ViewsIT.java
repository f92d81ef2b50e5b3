// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.Window;
import saddlepoint.statistics.NewcombeDifference;
import saddlepoint.statistics.WilsonInterval;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class ViewsIT {
  private static final String HOCON = "recipe = dirac, steps = 20, log-every = 5, seeds = 3";

  @TempDir private Path folder;

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void aRetryThatIsCommittedMeanwhileShowsNoTrialTwice() {
    TestSweep sweep = new TestSweep(HOCON, "fault", folder.toString(), "retried");
    System.setProperty(FaultEngine.PROPERTY, "throw 2");
    sweep.train();
    TableFolder tables = TableFolder.open(folder.toString(), new Configuration());
    CheckedRuns before = tables.requireSound("retried");
    System.clearProperty(FaultEngine.PROPERTY);
    sweep.retry();
    SparkSession session = LocalSpark.session().newSession();

    Views.register(session, before);
    assertThat(attempts(session)).isEqualTo("1 1 1");

    Views.register(session, tables.requireSound("retried"));
    assertThat(attempts(session)).isEqualTo("1 2 1");
  }

  @Test
  void cellsTellSharesWithWilsonsInterval() {
    SparkSession session =
        views(
            "recipe = gaussian, pretrain = none, steps = 20, seeds = 10",
            "fault",
            "converge 1;converge 2;converge 3;converge 4;converge 5;converge 6;converge 7;"
                + "converge 8;throw 9;nan 10 0");

    Row cell = session.table("cells").first();

    assertThat(cell.<Long>getAs("trials")).isEqualTo(10);
    Map<Verdict, Integer> met =
        Map.of(Verdict.CONVERGED, 8, Verdict.FAILED, 1, Verdict.DIVERGED, 1);
    for (Verdict verdict : Verdict.values()) {
      String name = verdict.name().toLowerCase(Locale.ROOT);
      WilsonInterval expected = WilsonInterval.of(met.getOrDefault(verdict, 0), 10);
      assertThat(cell.<Long>getAs(name)).isEqualTo(met.getOrDefault(verdict, 0).longValue());
      assertThat(cell.<Double>getAs(name + "_share")).isEqualTo(expected.share());
      assertThat(cell.<Double>getAs(name + "_low")).isCloseTo(expected.low(), within(1e-15));
      assertThat(cell.<Double>getAs(name + "_high")).isCloseTo(expected.high(), within(1e-15));
    }
    assertThat(cell.<Double>getAs("converged_low")).isCloseTo(0.4902, within(5e-5));
    assertThat(cell.<Double>getAs("converged_high")).isCloseTo(0.9433, within(5e-5));
    assertThat(cell.<Double>getAs("d_wins_low")).isZero();
    assertThat(cell.<Double>getAs("median_wasserstein")).isZero();
    assertThat(cell.<Double>getAs("median_first_in_band_step")).isZero();
    assertThat(cell.<Long>getAs("reached_band")).isEqualTo(8);
  }

  @Test
  void medianOfCellsIsTheOneOfSpark() {
    List<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT expected, "
                    + CellsView.medianInSql("sorted")
                    + " FROM (SELECT cell, median(value) AS expected, "
                    + CellsView.sortedInSql("value")
                    + " AS sorted FROM VALUES (1, 0.7D), (1, -0.1D), (1, NULL), (1, 0.2D), (2, 0.3D),"
                    + " (2, 0.1D), (3, 5D), (4, NULL), (5, 0.3D), (5, 0.1D), (5, 0.9D), (5, 0.2D)"
                    + " AS trials(cell, value) GROUP BY cell)")
            .collectAsList();

    assertThat(rows).hasSize(5);
    assertThat(rows).allSatisfy(row -> assertThat(row.get(1)).isEqualTo(row.get(0)));
    assertThat(rows)
        .extracting(row -> row.get(1))
        .containsExactlyInAnyOrder(0.2, 0.2, 5.0, null, 0.25);
  }

  @Test
  void theIntervalInSqlIsTheOneInJava() {
    List<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT k, n, "
                    + WilsonInterval.lowInSql("k", "n")
                    + ", "
                    + WilsonInterval.highInSql("k", "n")
                    + " FROM (SELECT id AS n FROM range(1, 41)), LATERAL (SELECT explode(sequence(0L,"
                    + " n)) AS k)")
            .collectAsList();

    assertThat(rows).hasSize(40 * 43 / 2);
    for (Row row : rows) {
      WilsonInterval expected = WilsonInterval.of(row.getLong(0), row.getLong(1));
      assertThat(row.getDouble(2)).isCloseTo(expected.low(), within(1e-15));
      assertThat(row.getDouble(3)).isCloseTo(expected.high(), within(1e-15));
    }
  }

  @Test
  void runningMeansAreThoseOfTheVerdict() {
    SparkSession session =
        views(
            "recipe = gaussian, pretrain = none, steps = 300, log-every = 5, seeds = 2",
            "scalar",
            "");
    List<String> figures = List.of("d_real", "d_fake", "d_score");
    Map<String, Map<Integer, Row>> running = new HashMap<>();
    session
        .table("metrics")
        .collectAsList()
        .forEach(
            row ->
                running
                    .computeIfAbsent(row.getAs("trial_id"), id -> new HashMap<>())
                    .put(row.getAs("step"), row));

    for (Row trial : session.table("trials").collectAsList()) {
      List<Integer> steps = trial.getList(trial.fieldIndex("history_step"));
      assertThat(steps).as("more than are in a running mean").hasSizeGreaterThan(40);
      for (String figure : figures) {
        List<Float> values = trial.getList(trial.fieldIndex("history_" + figure));
        float[] history = new float[values.size()];
        for (int i = 0; i < history.length; i++) {
          history[i] = values.get(i);
        }
        assertThat(values).as("a history that moves").doesNotHaveDuplicates();
        for (int i = 0; i < history.length; i++) {
          Row row = running.get(trial.<String>getAs("trial_id")).get(steps.get(i));
          assertThat(row.<Double>getAs("running_" + figure))
              .as("%s at step %d", figure, steps.get(i))
              .isCloseTo(Window.runningMean(history, i), within(1e-12));
        }
      }
    }
    assertThat(running).hasSize(2);
  }

  @Test
  void runningMeansCostNothingWhereTheyAreNotAskedFor() {
    SparkSession session = views(HOCON, "none", "");

    assertThat(plan(session, "SELECT step, d_loss FROM metrics"))
        .doesNotContain("aggregate")
        .doesNotContain("history_d_real");
    assertThat(plan(session, "SELECT step, running_d_real FROM metrics")).contains("aggregate(");
  }

  @Test
  void mainEffectsRankTheAxesOfEachRecipe() {
    SparkSession session =
        views(
            """
            seeds = 10, steps = 20
            grids = [
              {
                recipe = gaussian, pretrain = none
                grid = [
                  { axis = optimizer, values = [sgd, momentum] }
                  { axis = learning-rate, values = [0.001, 0.005] }
                ]
              }
              { recipe = dirac, grid = [{ axis = generator.learning-rate, values = [0.1, 0.2] }] }
            ]""",
            "fault",
            "converge 1;converge 2 optimizer=momentum;converge 3 optimizer=momentum;"
                + "converge 4 learning-rate=0.001");

    MainEffectsView.register(session);

    assertThat(
            session
                .sql(
                    "SELECT recipe, rank, axis, round(effect, 3), value, trials,"
                        + " round(equilibrium_share, 3), round(false_equilibrium_share, 3)"
                        + " FROM main_effects ORDER BY run, recipe, rank, position")
                .collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactly(
            "dirac|1|generator.learning-rate|0.0|0.1|10|0.1|0.9",
            "dirac|1|generator.learning-rate|0.0|0.2|10|0.1|0.9",
            "gaussian|1|optimizer|0.2|momentum|20|0.35|0.65",
            "gaussian|1|optimizer|0.2|sgd|20|0.15|0.85",
            "gaussian|2|learning-rate|0.1|0.001|20|0.3|0.7",
            "gaussian|2|learning-rate|0.1|0.005|20|0.2|0.8");
    Row best = session.table("main_effects").where("rank = 1 AND recipe = 'gaussian'").first();
    NewcombeDifference expected =
        NewcombeDifference.of(WilsonInterval.of(7, 20), WilsonInterval.of(3, 20));
    assertThat(best.<Double>getAs("effect_low")).isEqualTo(expected.low());
    assertThat(best.<Double>getAs("effect_high")).isEqualTo(expected.high());
  }

  @Test
  void regressionsHaveARowForEachFindingAndOneForANightWithout() {
    SparkSession session = views(HOCON, "none", "");
    assertThat(session.table("regressions").count()).isZero();
    TableFolder tables = TableFolder.open(folder.toString(), new Configuration());
    Nights nights = tables.nights("small");
    Finding alarm = new Finding(Finding.BITS, "trial", "all", "bits", 0, 1, "1 of 2", true);
    Finding least = new Finding(Finding.STATISTICS, "cell", "W1", "ranks", 0.4, 0, "is", false);
    nights.put(night("2026-01-02", "seen", List.of(alarm, least)), Driver.create());
    nights.put(night("2026-01-01", "gone", List.of()), Driver.create());

    Views.register(session, tables.requireSound(List.of()));

    String found =
        "SELECT name, date, run, regressed, accepted, position, gate, p, alarm FROM regressions"
            + " ORDER BY date, position";
    assertThat(session.sql(found).collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly(
            "small 2026-01-01 gone false true null null null null",
            "small 2026-01-02 seen true false 1 bits 0.0 true",
            "small 2026-01-02 seen true false 2 statistics 0.4 false");
    new TestSweep(HOCON, "none", folder.toString(), "other").train();
    Views.register(session, tables.requireSound(List.of("other")));
    assertThat(session.table("regressions").count()).isZero();
  }

  private static Night night(String date, String run, List<Finding> findings) {
    return new Night(
        "small", date, run, List.of(), 1, 2, findings, List.of(), Map.of("code_version", "1"));
  }

  private SparkSession views(String hocon, String engine, String faults) {
    System.setProperty(FaultEngine.PROPERTY, faults);
    new TestSweep(hocon, engine, folder.toString(), "seen").train();
    SparkSession session = LocalSpark.session().newSession();
    TableFolder tables = TableFolder.open(folder.toString(), new Configuration());
    Views.register(session, tables.requireSound("seen"));
    return session;
  }

  /** Without the line of the table, which lists what the file has, read or not. */
  private static String plan(SparkSession session, String sql) {
    return session
        .sql(sql)
        .queryExecution()
        .optimizedPlan()
        .toString()
        .lines()
        .filter(line -> !line.contains("Relation ["))
        .collect(Collectors.joining("\n"));
  }

  private static String attempts(SparkSession session) {
    return session
        .sql(
            """
            SELECT array_join(transform(sort_array(collect_list(struct(random_seed, attempt))),
              it -> string(it.attempt)), ' ') FROM trials""")
        .first()
        .getString(0);
  }
}
