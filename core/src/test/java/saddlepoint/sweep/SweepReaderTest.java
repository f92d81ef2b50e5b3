// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.recipe.Keys;

class SweepReaderTest {
  private static final String GAUSSIAN = "recipe = gaussian\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sweep.conf"), text);
  }

  private Plan plan(String text, String... assignments) throws IOException {
    return new SweepReader().read(file(text), Arrays.asList(assignments)).plan("float32", 1);
  }

  private static List<Double> rates(Plan plan) {
    return plan.trials().stream()
        .map(trial -> trial.cell().settings().get(Keys.LEARNING_RATE.generator()))
        .toList();
  }

  private static List<Integer> batches(Plan plan) {
    return plan.trials().stream().map(trial -> trial.cell().settings().get(Keys.BATCH)).toList();
  }

  private static List<String> ids(Plan plan) {
    return plan.trials().stream().map(Trial::id).toList();
  }

  @Test
  void anIntegerIsThatHoweverItIsWritten() throws IOException {
    String usual = "batch = 64, steps = 100000, hidden = [4], log-every = 100, seeds = 2";
    String other = "batch = 64.0, steps = 1e5, hidden = [4.0], log-every = 1.0E2, seeds = 2.0";

    assertThat(ids(plan(GAUSSIAN + other))).hasSize(2).isEqualTo(ids(plan(GAUSSIAN + usual)));
  }

  @Test
  void rangesHaveTheirEndsAsWrittenAndShortNumbersBetween() throws IOException {
    String range =
        "grid = [ { axis = learning-rate, values = { from = %s, to = %s, count = %s } } ]";
    assertThat(rates(plan(GAUSSIAN + range.formatted("0.1", "0.4", "4"))))
        .containsExactly(0.1, 0.2, 0.3, 0.4);
    assertThat(rates(plan(GAUSSIAN + range.formatted("1", "2", "4"))))
        .containsExactly(1.0, 1.33333, 1.66667, 2.0);
    assertThat(rates(plan(GAUSSIAN + range.formatted("0.1", "0.00123456789", "5, scale = log"))))
        .containsExactly(0.1, 0.0333333, 0.0111111, 0.0037037, 0.00123456789);
    String batches = "grid = [ { axis = batch, values = { from = 8, to = 64, count = %s } } ]";
    assertThat(batches(plan(GAUSSIAN + batches.formatted("4, scale = log"))))
        .containsExactly(8, 16, 32, 64);
    assertThat(batches(plan(GAUSSIAN + batches.formatted("3, scale = linear"))))
        .containsExactly(8, 36, 64);
  }

  @Test
  void listsAndRangesOfOptionsAreAxesOverThoseOfTheFile() throws IOException {
    String file = GAUSSIAN + "grid = [ { axis = learning-rate, values = [0.1, 0.2] } ]";

    Plan plan = plan(file, "learning-rate=[0.3, 0.4, 0.5]", "batch={from = 8, to = 16, count = 2}");

    assertThat(rates(plan)).containsExactly(0.3, 0.3, 0.4, 0.4, 0.5, 0.5);
    assertThat(batches(plan)).containsExactly(8, 16, 8, 16, 8, 16);
    assertThat(plan.notes())
        .containsExactly(
            "the axis learning-rate ("
                + folder.resolve("sweep.conf")
                + ":2) is overruled by --set learning-rate=[0.3, 0.4, 0.5]");
  }

  @Test
  void whatIsOverruledForOnePlayerIsTold() throws IOException {
    String axis = "grid = [ { axis = learning-rate, values = [0.2] } ]\n";

    assertThat(plan(GAUSSIAN + axis, "generator.learning-rate=0.1").notes())
        .containsExactly(
            "the axis learning-rate (FILE:2) is overruled for the generator by --set"
                    .replace("FILE", folder.resolve("sweep.conf").toString())
                + " generator.learning-rate=0.1");
    assertThat(
            plan(
                    GAUSSIAN + "optimizer = sgd\n",
                    "generator.optimizer=adam",
                    "discriminator.optimizer=adam")
                .notes())
        .containsExactly(
            "the setting optimizer (FILE:2) is overruled by --set generator.optimizer=adam and"
                    .replace("FILE", folder.resolve("sweep.conf").toString())
                + " --set discriminator.optimizer=adam");
  }

  @Test
  void keysThatAreNoSettingsAreToldToBeOverruled() throws IOException {
    String file = "name = own, snapshot { every = 0 }\nrecipe = dirac\ngrids = [\n{ seeds = 2 } ]";

    Plan plan =
        plan(file, "recipe=gaussian", "seeds=[9]", "name=q9", "snapshot.every=0", "gap=all");

    assertThat(plan.notes())
        .containsExactly(
            note("recipe", 2, "recipe=gaussian"),
            note("seeds", 4, "seeds=[9]"),
            note("name", 1, "name=q9"),
            note("snapshot.every", 1, "snapshot.every=0"));
  }

  private String note(String key, int line, String assignment) {
    return "the key %s (%s:%d) is overruled by --set %s"
        .formatted(key, folder.resolve("sweep.conf"), line, assignment);
  }

  @Test
  void aListOfWidthsIsAValueAndAListOfThoseAnAxis() throws IOException {
    assertThat(plan(GAUSSIAN, "hidden=[3, 3]").cells()).isEqualTo(1);
    assertThat(plan(GAUSSIAN, "hidden=[[3, 3], [4]]").cells()).isEqualTo(2);
  }

  @Test
  void seedsMayBeFromOneToAnother() throws IOException {
    for (String seeds : List.of("\"6-10\"", "6-10", "\"6 - 10\"", "[6, 7, 8, 9, 10]")) {
      assertThat(plan(GAUSSIAN + "seeds = " + seeds).trials())
          .extracting(Trial::randomSeed)
          .containsExactly(6, 7, 8, 9, 10);
    }
  }

  @Test
  void checkpointsAreKeptAfterStepsOrTime() throws IOException {
    Path file = folder.resolve("sweep.conf");
    Map<String, CheckpointInterval> meant =
        Map.of(
            "", CheckpointInterval.ofTime(Duration.ofMinutes(5)),
            "checkpoint-every = 90s", CheckpointInterval.ofTime(Duration.ofSeconds(90)),
            "checkpoint-every = 1000", CheckpointInterval.ofSteps(1000),
            "checkpoint-every = none", CheckpointInterval.NONE);
    for (Map.Entry<String, CheckpointInterval> each : meant.entrySet()) {
      Files.writeString(file, GAUSSIAN + each.getKey());
      assertThat(new SweepReader().read(file, List.of()).checkpoints()).isEqualTo(each.getValue());
    }
    for (String wrong : List.of("0", "-1", "1.5", "0s", "[1]", "often", "90 steps")) {
      Files.writeString(file, GAUSSIAN + "checkpoint-every = " + wrong);
      assertThatThrownBy(() -> new SweepReader().read(file, List.of()))
          .hasMessageStartingWith(
              file
                  + ":2: checkpoint-every must be none, a number of steps >= 1 or a duration of at"
                  + " least 1 ms such as 5m, got ");
    }
    Files.writeString(file, "grids = [ { recipe = gaussian, checkpoint-every = 5 } ]");
    assertThatThrownBy(() -> new SweepReader().read(file, List.of()))
        .hasMessageContaining("checkpoint-every is the whole sweep's and no grid's");
  }

  @Test
  void mergedCellsAreExplained() throws IOException {
    Plan plan =
        plan(
            GAUSSIAN
                + "grid = [\n{ axis = generator.optimizer, values = [sgd, momentum] }\n"
                + "{ axis = generator.momentum, values = [0.5, 0.9] } ]");

    assertThat(plan.notes())
        .containsExactly(
            "1 of 4 combinations of FILE:1 is equal to another and trained once: they differ in"
                    .replace("FILE", folder.resolve("sweep.conf").toString())
                + " generator.momentum ("
                + folder.resolve("sweep.conf")
                + ":4) alone, which has no effect there; it needs generator.optimizer = momentum or"
                + " nesterov");
  }

  @Test
  void cellsOfTwoGridsAreExplained() throws IOException {
    Plan plan = plan(GAUSSIAN + "grids = [\n{ steps = 5 }\n{ steps = 5, seeds = 2 } ]");

    assertThat(plan.trials()).hasSize(2);
    assertThat(plan.notes())
        .containsExactly(
            "1 of 1 combinations of "
                + folder.resolve("sweep.conf")
                + ":4 is in an earlier grid too, and trained once for each random seed");
  }

  @Test
  void whatStandsOutsideMayLoseInSomeGrids() throws IOException {
    Plan plan =
        plan(
            GAUSSIAN
                + "learning-rate = 0.1\ngrids = [ { learning-rate = 0.2 }, { steps = 5 },"
                + " { grid = [ { axis = learning-rate, values = [0.3, 0.4] } ] } ]");

    assertThat(rates(plan)).containsExactly(0.2, 0.1, 0.3, 0.4);
    assertThat(plan.notes()).isEmpty();
  }

  /** A file that is included is there to be overruled, but not to overrule. */
  @Test
  void anIncludedFileMayLose() throws IOException {
    String axis = "grid = [ { axis = learning-rate, values = [0.3] } ]\n";
    Files.writeString(folder.resolve("base.conf"), GAUSSIAN + "learning-rate = 0.1");
    assertThat(rates(plan("include \"base.conf\"\n" + axis))).containsExactly(0.3);

    Files.writeString(folder.resolve("base.conf"), GAUSSIAN + axis);
    assertThatThrownBy(() -> plan("include \"base.conf\"\nlearning-rate = 0.1"))
        .hasMessage(
            "FILE:2: the setting learning-rate has no effect in any cell: the axis learning-rate"
                    .replace("FILE", folder.resolve("sweep.conf").toString())
                + " ("
                + folder.resolve("base.conf")
                + ":2) would win; remove one of them");
  }

  @Test
  void aVariableThatIsNoNumberIsToldWithItsLine() {
    assertThatThrownBy(() -> plan(GAUSSIAN + "\nbatch = ${PATH}"))
        .hasMessageStartingWith(
            folder.resolve("sweep.conf") + ":3: batch must be an integer from 1 to 65536, got \"");
  }

  @Test
  void textsOfTheEnvironmentAreNumbersIfTheyReadAsThat() {
    ConfigObject variables =
        ConfigValueFactory.fromMap(
            Map.of("a", "16", "b", "-0.5e-3", "c", " 64.0 ", "d", "0,1", "e", "relu"),
            "env variables");

    ConfigObject read = Values.withVariables(variables, key -> "sweep.conf:3");

    assertThat(read.unwrapped())
        .isEqualTo(Map.of("a", 16, "b", -0.5e-3, "c", 64, "d", "0,1", "e", "relu"));
    assertThat(Problems.place(read.get("a").origin())).isEqualTo("sweep.conf:3");
    ConfigObject file = ConfigFactory.parseString("a = \"16\"").root();
    assertThat(Values.withVariables(file, key -> "").unwrapped())
        .as("a text in quotes stays one")
        .isEqualTo(Map.of("a", "16"));
  }

  /** What {@code <(program)} hands over: it can be read once, and has no name of its own. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsAFile() throws IOException, InterruptedException {
    Path pipe = folder.resolve("63");
    Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(process.waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "echo 'recipe = dirac, seeds = 3' > " + pipe).start();

    Sweep sweep = new SweepReader().read(pipe, List.of());

    assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(sweep.name()).isEqualTo("sweep");
    assertThat(sweep.plan("float32", 1).trials()).hasSize(3);
  }

  @Test
  void trialsOfLittleUseAreNotExpanded() {
    assertThatThrownBy(
            () ->
                plan(GAUSSIAN + "seeds = 1000000\ngrid = [ { axis = batch, values = [1, 2, 3] } ]"))
        .hasMessage(
            folder.resolve("sweep.conf")
                + ":1: the grid has 3 combinations, 3,000,000 trials (3 of batch x 1000000 random"
                + " seeds), and a sweep takes up to 200,000 and 2,000,000; take values or seeds"
                + " out, or split it into several sweeps");
  }

  @Test
  void theDefaultsOfAllThresholdsAreInTheFileOfDefaults() {
    Config written =
        ConfigFactory.parseFile(new File("src/main/resources/reference.conf"))
            .getConfig("saddlepoint.sweep.verdict");

    assertThat(written.root()).hasSize(VerdictLimit.values().length);
    for (VerdictLimit limit : VerdictLimit.values()) {
      assertThat(written.getDouble(limit.key())).as(limit.key()).isEqualTo(limit.usual());
    }
  }
}
