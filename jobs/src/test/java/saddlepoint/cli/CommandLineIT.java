// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;

/** A user's way through the product: sweep, ask, replay, export. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineIT {
  private static final String SWEEP =
      """
      name = small
      recipe = gaussian, pretrain = none
      steps = 60
      grid = [
        { axis = hidden, values = [4, 8] }
        { axis = optimizer, values = [sgd, adam] }
      ]
      seeds = 2
      """;

  private Path folder;
  private Path conf;

  @BeforeAll
  void trainOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    LocalSpark.session();
    conf = Files.writeString(folder.resolve("small.conf"), SWEEP);
    CommandRun first = run("sweep", conf.toString());
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.errLines().get(0))
        .isEqualTo(
            "8 trials in 4 cells, run small, engine lanes (auto: the fastest engine for CPUs"
                + " here)");
    assertThat(first.outLines().get(0)).startsWith("all 8 trials of run small are committed: ");
    assertThat(first.outLines().get(2)).startsWith("best cells of run small, by share of trials");
    assertThat(first.outLines().get(3))
        .startsWith("trials  CONVERGED  ")
        .contains("D(G(z))  D score");
    assertThat(first.outLines())
        .filteredOn(line -> line.matches(" +2 +\\d+ % +\\d+ % .*  gaussian \\S.*"))
        .as("the best cells, each of two trials")
        .hasSize(4)
        .allMatch(line -> line.length() <= FittedTable.USUAL_WIDTH)
        .anyMatch(line -> line.endsWith("  gaussian hidden=8"));
    assertThat(first.out()).contains(" optimizer=adam pretrain=none\n");
    assertThat(first.out())
        .contains("\ntables: file:" + folder.resolve("results") + "\n")
        .contains("\nask:    saddlepoint query cells --run small --out " + results() + "\n");
  }

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void theSameSweepAgainHasNothingToDo() {
    CommandRun again = run("sweep", conf.toString());

    assertThat(again.exit()).isZero();
    assertThat(again.outLines().get(0))
        .startsWith("nothing to do: all 8 trials of run small are committed: ");
    assertThat(again.out()).contains("best cells of run small");
  }

  /** What was taken out is not in the table of what was left, and is not forgotten either. */
  @Test
  void aSweepThatAsksForLessShowsThat() throws IOException {
    Path less =
        Files.writeString(
            folder.resolve("less.conf"), SWEEP.replace("values = [sgd, adam]", "values = [adam]"));

    CommandRun run = run("sweep", less.toString(), "--set", "seeds=1");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.outLines().get(0))
        .startsWith("nothing to do: all 2 trials of run small are committed: ");
    assertThat(run.outLines().stream().filter(line -> line.contains("  gaussian ")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("     1 "));
    assertThat(run.out()).contains("optimizer=adam").doesNotContain("optimizer=sgd");
    assertThat(run.outLines())
        .contains(
            "6 other trials of run small are not in this sweep as it stands now; `saddlepoint query"
                + " cells --run small --out "
                + results()
                + "` shows all");
    assertThat(run("sweep", conf.toString()).out()).doesNotContain("other trials");
  }

  @Test
  void aPlanTellsWhatIsCommitted() {
    assertThat(run("plan", conf.toString()).outLines())
        .contains("committed     8 of 8 trials in " + results(), "time          nothing to do");
    assertThat(run("plan", conf.toString(), "--set", "seeds=3").outLines())
        .contains("committed     8 of 12 trials in " + results())
        .anyMatch(line -> line.matches("time .* for the 4 trials left on .*"));
  }

  @Test
  void everyNamedQueryAnswers() {
    for (String name : NamedQuery.NAMES) {
      List<String> query = new ArrayList<>(List.of("query", name, "--run", "small"));
      if (name.equals(NamedQuery.TRIAL)) {
        query.add(firstId());
      }
      CommandRun run = run(query.toArray(String[]::new));

      assertThat(run.exit()).as(name).isZero();
      assertThat(run.outLines())
          .as(name)
          .isNotEmpty()
          .allMatch(line -> line.length() <= FittedTable.USUAL_WIDTH);
      if (!name.equals(NamedQuery.TRIAL)) {
        query.add("--wide");
        assertThat(run(query.toArray(String[]::new)).outLines().get(0).split(" +"))
            .as("every column of %s", name)
            .hasSize(columns(name));
      }
    }
    assertThat(run("query", "trials", "--run", "small", "--wide").outLines()).hasSize(9);
    assertThat(run("query", "failures", "--run", "small").outLines()).hasSize(1);
  }

  @Test
  void aTrialIsShownAsAList() {
    String id = firstId();

    CommandRun run = run("query", "trial", id.substring(0, 8), "--run", "small");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.outLines().get(0)).matches("part +column +value +unit");
    List<String> columns =
        run.outLines().stream().skip(1).map(line -> line.split(" +")[1]).toList();
    assertThat(columns)
        .startsWith(
            "run",
            "trial_id",
            "recipe",
            "preset",
            "configuration",
            "random_seed",
            "verdict",
            "reason")
        .containsSubsequence(
            "dwell", "steps", "generator.initial-scale", "d_real", "wasserstein", "engine", "host")
        .doesNotContain("history_d_real", "snapshot_step", "residual", "settings", "failure")
        .doesNotHaveDuplicates();
    assertThat(run.out()).containsPattern("trial +trial_id +" + id + "\n");
    assertThat(run.out()).containsPattern("settings +steps +60 +step\n");
    assertThat(run("query", "trial", "0000").err().strip())
        .isEqualTo(
            "0000: file:"
                + results()
                + " has no such trial; `saddlepoint query trials` lists them");
  }

  @Test
  void falseEquilibriaComeWithTheirReasonWorstFirst(@TempDir Path other) {
    String out = other.resolve("results").toString();
    System.setProperty(FaultEngine.PROPERTY, "converge 1");

    CommandRun sweep =
        CommandRun.of("sweep", conf.toString(), "--engine", "fault", "--run", "told", "--out", out);

    assertThat(sweep.outLines().get(0))
        .isEqualTo("all 8 trials of run told are committed: 4 CONVERGED, 4 FALSE_EQUILIBRIUM");
    assertThat(sweep.outLines().get(3))
        .matches("trials  CONVERGED  FALSE_EQUILIBRIUM +D\\(x\\) .* W1  cell \\(other verdicts\\)");
    assertThat(sweep.out()).contains("     2       50 %               50 %  0.500 ");
    assertThat(sweep.out())
        .endsWith(
            "\n4 trials look converged with wrong samples: saddlepoint query false-equilibria"
                + " --run told --out "
                + out
                + "\n");
    List<String> rows =
        CommandRun.of("query", "false-equilibria", "--run", "told", "--format", "csv", "--out", out)
            .outLines();
    assertThat(rows).hasSize(5);
    assertThat(rows.subList(1, 5)).allMatch(row -> row.contains("in the band; "));
    List<Double> divergences =
        rows.subList(1, 5).stream().map(row -> Double.valueOf(row.split(",")[10])).toList();
    assertThat(divergences).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void twoValuesAreComparedOverPairs(@TempDir Path other) throws IOException {
    String out = other.resolve("results").toString();
    Path many =
        Files.writeString(other.resolve("many.conf"), SWEEP.replace("seeds = 2", "seeds = 5"));
    System.setProperty(
        FaultEngine.PROPERTY,
        "converge 1;converge 2 optimizer=adam;converge 3 optimizer=adam;converge 4 optimizer=adam;"
            + "converge 5 optimizer=sgd");
    CommandRun.of("sweep", many.toString(), "--engine", "fault", "--out", out);

    CommandRun pairs = CommandRun.of("compare", "optimizer", "adam", "sgd", "--out", out);

    assertThat(pairs.exit()).as(pairs.err()).isZero();
    assertThat(pairs.outLines())
        .containsExactly(
            "optimizer  pairs  equilibrium  share  95 % interval  it alone",
            "adam          10            8   80 %  49 % to 94 %          6",
            "sgd           10            2   20 %  6 % to 51 %           0",
            "adam reaches equilibrium more often than sgd: 6 against 0 of 10 pairs, p = 0.031");
    assertThat(
            CommandRun.of("compare", "hidden", "4", "8", "--of", "matches", "--out", out)
                .outLines()
                .get(3))
        .isEqualTo("no difference that 10 pairs could show, p = 1.0");
    assertThat(
            CommandRun.of(
                    "compare",
                    "optimizer",
                    "adam",
                    "sgd",
                    "--of",
                    "false-equilibrium",
                    "--out",
                    out)
                .outLines()
                .get(3))
        .isEqualTo(
            "sgd ends FALSE_EQUILIBRIUM more often than adam: 6 against 0 of 10 pairs, p = 0.031");
    assertThat(CommandRun.of("compare", "optimiser", "adam", "sgd", "--out", out).err().strip())
        .isEqualTo(
            "optimiser: no trial has such a key; `saddlepoint query main-effects` lists the axes");
    assertThat(CommandRun.of("compare", "optimizer", "adam", "lion", "--out", out).err().strip())
        .isEqualTo("optimizer lion: no trial has this value; there are adam, sgd");
    assertThat(CommandRun.of("compare", "optimizer", "sgd", "sgd", "--out", out).err().strip())
        .isEqualTo("sgd: is the same value; give two that differ");
    assertThat(CommandRun.of("query", "main-effects", "--format", "csv", "--out", out).outLines())
        .hasSize(5)
        .element(1)
        .asString()
        .startsWith("small,gaussian,1,optimizer,0.6000000000000001,");
  }

  @Test
  void ownQueriesComeAsTableCsvAndJson() throws IOException {
    String sql =
        "SELECT hidden, count(*) AS n, array(1.5D, NULL) AS a, NULL AS b, 'x,\"y' AS c FROM trials"
            + " WHERE run = 'small' GROUP BY hidden ORDER BY hidden";

    assertThat(run("query", "-e", sql).outLines())
        .containsExactly(
            "hidden  n  a            b  c",
            "     4  4  [1.5000, -]  -  x,\"y",
            "     8  4  [1.5000, -]  -  x,\"y");
    assertThat(run("query", "-e", sql, "--format", "csv").outLines())
        .containsExactly(
            "hidden,n,a,b,c", "4,4,\"[1.5,null]\",,\"x,\"\"y\"", "8,4,\"[1.5,null]\",,\"x,\"\"y\"");
    List<String> json = run("query", "-e", sql, "--format", "json", "--limit", "1").outLines();
    assertThat(json).hasSize(1);
    JsonNode row = new ObjectMapper().readTree(json.get(0));
    assertThat(row.get("hidden").intValue()).isEqualTo(4);
    assertThat(row.has("b")).isTrue();
    assertThat(row.get("b").isNull()).isTrue();
  }

  @Test
  void aLongTableSaysThatItGoesOn() {
    CommandRun run = run("query", "trials", "--run", "small", "--limit", "3");

    assertThat(run.outLines().get(0)).startsWith("trial_id").doesNotContain("run");
    assertThat(run.outLines()).filteredOn(line -> line.matches("[0-9a-f]{16} .*")).hasSize(3);
    assertThat(run.err().strip())
        .isEqualTo("only the first 3 rows; --limit 30 shows more; --wide shows 5 more columns");
    CommandRun wide = run("query", "trials", "--run", "small", "--limit", "3", "--wide");
    assertThat(wide.outLines()).hasSize(4);
    assertThat(wide.err().strip()).isEqualTo("only the first 3 rows; --limit 30 shows more");
  }

  @Test
  void whatIsAskedForInSqlIsShownWholeInAPage() {
    CommandRun run = run("query", "-e", "SELECT * FROM trials", "--run", "small", "--limit", "2");

    assertThat(run.outLines())
        .allMatch(line -> line.length() <= FittedTable.USUAL_WIDTH)
        .filteredOn(line -> line.matches("trial_id +[0-9a-f]{16}"))
        .hasSize(2);
    assertThat(
            run("query", "-e", "SELECT * FROM trials", "--run", "small", "--limit", "2", "--wide")
                .outLines())
        .hasSize(3);
  }

  @Test
  void aQueryOfWhatDoesNotExistIsOneLine() {
    CommandRun run = run("query", "-e", "SELECT wasserstien FROM trials");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err())
        .startsWith("-e: A column or function parameter with name `wasserstien` cannot be resolved")
        .contains("`wasserstein`");
  }

  @Test
  void aRunThatDoesNotExistIsRefused() {
    CommandRun run = run("query", "cells", "--run", "smal");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .startsWith("--run smal: file:" + results() + " has no such run; it has ")
        .contains("small");
  }

  @Test
  void aReplayIsIdentical() {
    String id = firstId();

    CommandRun run = run("replay", id);

    assertThat(run.err()).contains("training " + id + " again with engine lanes: gaussian hidden=");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out().strip())
        .matches("identical: [\\d,]+ figures in \\d+ columns of trial " + id);
    assertThat(run("replay", id.substring(0, 12)).exit()).isZero();
    assertThat(run("replay", "best", "worst").outLines())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.startsWith("identical: "));
  }

  @Test
  void aReplayTakesALoneWidthOfOnePlayerAsItWasMeant(@TempDir Path other) throws IOException {
    String out = other.resolve("results").toString();
    Path one =
        Files.writeString(
            other.resolve("one.conf"),
            "recipe = gaussian, discriminator.hidden = [16], pretrain = none, steps = 20,"
                + " seeds = 1, trial-timeout = 1h, snapshot.every = 5, snapshot.trials = 1");
    assertThat(CommandRun.of("sweep", one.toString(), "--out", out).exit()).isZero();
    String id =
        CommandRun.of("query", "trials", "--format", "csv", "--out", out)
            .outLines()
            .get(1)
            .split(",")[1];

    CommandRun run = CommandRun.of("replay", id, "--out", out);

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).startsWith("identical: ");
  }

  @Test
  void aQueryOfOneRunIsNotStoppedByAnother(@TempDir Path other) throws IOException {
    String out = other.resolve("results").toString();
    CommandRun.of("sweep", conf.toString(), "--engine", "none", "--out", out, "--run", "sound");
    CommandRun.of("sweep", conf.toString(), "--engine", "none", "--out", out, "--run", "broken");
    Files.writeString(Path.of(out, "runs", "run=broken", "notes.txt"), "x");

    assertThat(CommandRun.of("query", "cells", "--out", out, "--run", "sound").exit()).isZero();
    assertThat(CommandRun.of("query", "cells", "--out", out).exit()).isEqualTo(Exit.COULD_NOT_RUN);
  }

  @Test
  void aReplayOfATrialThatIsNotThereIsRefused() {
    CommandRun run = run("replay", "0000000000000000");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "0000000000000000: file:"
                + results()
                + " has no such trial; `saddlepoint query trials` lists them");
    assertThat(run("replay", "xyz").err().strip())
        .isEqualTo(
            "xyz: a trial id is 16 digits of 0-9 and a-f, of which the first 4 or more may be"
                + " given; or say best or worst");
  }

  @Test
  void aReplayByOtherArithmeticIsRefused() {
    String id = firstId();

    CommandRun run = run("replay", id, "--engine", "none");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--engine none: engine none has arithmetic none, and the trial has float32; their bits"
                + " differ");
  }

  @Test
  void anExportIsFlatAndNeverAddsToWhatIsThere() {
    String flat = folder.resolve("flat").toString();

    CommandRun run = run("export", "--to", flat);

    assertThat(run.exit()).as(run.err()).isZero();
    Dataset<Row> rows = LocalSpark.session().read().parquet(flat).where("run = 'small'");
    assertThat(rows.columns()).contains("trial_id", "step", "d_real", "wasserstein");
    assertThat(rows.count()).isEqualTo(8 * 7);
    CommandRun again = run("export", "--flat", "--to", flat);
    assertThat(again.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(again.err().strip())
        .matches(
            "saddlepoint: --to "
                + flat
                + " is not empty, it holds \\S+; give a folder that is empty or does not exist");
  }

  @Test
  void failedTrialsAreToldByTheExitCodeAndTriedAgainOnDemand() {
    System.setProperty(FaultEngine.PROPERTY, "throw 2");
    String[] sweep = {"sweep", conf.toString(), "--engine", "fault", "--run", "faulty"};

    CommandRun first = run(sweep);

    assertThat(first.exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(first.out()).startsWith("all 8 trials of run faulty are committed: ");
    assertThat(first.out()).contains(" FAILED");
    assertThat(first.err())
        .endsWith(
            "`saddlepoint query failures` says why trials failed; --retry-failed tries them"
                + " again\n");
    assertThat(run("query", "failures", "--run", "faulty").out()).contains("fault: random seed 2");
    assertThat(run("plan", conf.toString(), "--engine", "fault", "--run", "faulty").out())
        .containsPattern("committed     8 of 8 trials in \\S+; \\d FAILED or TIMED_OUT\n");

    System.clearProperty(FaultEngine.PROPERTY);
    assertThat(run(sweep).exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
    List<String> retry = new ArrayList<>(List.of(sweep));
    retry.add("--retry-failed");
    CommandRun retried = run(retry.toArray(String[]::new));
    assertThat(retried.exit()).as(retried.err()).isZero();
    assertThat(retried.out())
        .startsWith("all 8 trials of run faulty are committed: 8 FALSE_EQUILIBRIUM");
  }

  @Test
  void aForeignFileStopsQueriesAndIsNamed(@TempDir Path other) throws IOException {
    String out = other.resolve("results").toString();
    CommandRun.of("sweep", conf.toString(), "--engine", "none", "--out", out);
    Path foreign = Files.writeString(Path.of(out, "trials", "notes.txt"), "x");

    CommandRun run = CommandRun.of("query", "cells", "--out", out);

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err()).contains(foreign.toString()).doesNotContain("\tat ");
  }

  /** How many columns csv has, which has all. */
  private int columns(String query) {
    return run("query", query, "--run", "small", "--format", "csv")
        .outLines()
        .get(0)
        .split(",")
        .length;
  }

  private String firstId() {
    return run("query", "trials", "--run", "small", "--format", "csv", "--limit", "1")
        .outLines()
        .get(1)
        .split(",")[1];
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", results()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private String results() {
    return folder.resolve("results").toString();
  }
}
