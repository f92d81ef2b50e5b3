// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.KeyValues;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Condition;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;

class ExpansionTest {
  private static final Recording RECORDING = new Recording(10, 0, Duration.ZERO);

  @TempDir Path folder;

  private Plan plan(String text, String... assignments) throws IOException {
    Path file = folder.resolve("sweep.conf");
    Files.writeString(file, text);
    return new SweepReader().read(file, Arrays.asList(assignments)).plan("float32", 1);
  }

  private Settings only(String text, String... assignments) throws IOException {
    Plan plan = plan(text, assignments);
    assertThat(plan.trials()).hasSize(1);
    return plan.trials().get(0).cell().settings();
  }

  private static double rateOfG(Settings settings) {
    return settings.get(Keys.LEARNING_RATE.generator());
  }

  private static double rateOfD(Settings settings) {
    return settings.get(Keys.LEARNING_RATE.discriminator());
  }

  @Test
  void trialsStandInTheOrderOfAxesThenSeeds() throws IOException {
    Plan plan =
        plan(
            """
            recipe = gaussian
            grid = [
              { axis = batch, values = [64, 8] }
              { axis = steps, values = [7, 6, 5] }
            ]
            seeds = [4, 0]
            """);
    assertThat(plan.cells()).isEqualTo(6);
    assertThat(plan.merged()).isZero();
    assertThat(
            plan.trials().stream()
                .map(trial -> trial.cell().describe() + " seed=" + trial.randomSeed()))
        .containsExactly(
            "batch=64 steps=7 seed=4",
            "batch=64 steps=7 seed=0",
            "batch=64 steps=6 seed=4",
            "batch=64 steps=6 seed=0",
            "batch=64 steps=5 seed=4",
            "batch=64 steps=5 seed=0",
            "batch=8 steps=7 seed=4",
            "batch=8 steps=7 seed=0",
            "batch=8 steps=6 seed=4",
            "batch=8 steps=6 seed=0",
            "batch=8 steps=5 seed=4",
            "batch=8 steps=5 seed=0");
    assertThat(plan.trials().stream().map(Trial::id)).doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedsInEveryCell() throws IOException {
    Plan plan =
        plan("recipe = gaussian, seeds = 3, grid = [{ axis = batch, values = [2, 4, 8, 16] }]");
    Map<String, List<Integer>> seeds =
        plan.trials().stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.cell().configId(),
                    Collectors.mapping(Trial::randomSeed, Collectors.toList())));
    assertThat(seeds).hasSize(4);
    assertThat(seeds.values()).allSatisfy(own -> assertThat(own).containsExactly(1, 2, 3));
  }

  @Test
  void cellsThatDifferInUnusedKeysAloneAreOne() throws IOException {
    Plan plan =
        plan(
            """
            recipe = gaussian
            grid = [
              { axis = optimizer, values = [sgd, momentum, adam] }
              { axis = momentum, values = [0.5, 0.9, 0.99] }
            ]
            seeds = 2
            """);
    assertThat(plan.cells()).isEqualTo(5);
    assertThat(plan.merged()).isEqualTo(4);
    assertThat(plan.trials()).hasSize(10);
  }

  @Test
  void equalCellsOfTwoGridsAreOne() throws IOException {
    Plan plan =
        plan(
            """
            grids = [
              { recipe = gaussian, grid = [{ axis = batch, values = [8, 12] }] }
              { recipe = gaussian, grid = [{ axis = steps, values = [1200, 600] }] }
            ]
            """);
    assertThat(plan.cells()).isEqualTo(3);
    assertThat(plan.merged()).isEqualTo(1);
    assertThat(plan.trials()).hasSize(3);
  }

  @Test
  void presetThenFileThenAxisThenSet() throws IOException {
    String file = "recipe = gaussian, learning-rate = 0.1\n";
    String axis = "grid = [{ axis = learning-rate, values = [0.2] }]\n";
    assertThat(rateOfG(only("recipe = gaussian"))).isEqualTo(0.005);
    assertThat(rateOfG(only("recipe = gaussian, preset = aylien-2016-12"))).isEqualTo(0.03);
    assertThat(rateOfG(only("preset = aylien-2016-12\n" + file))).isEqualTo(0.1);
    assertThat(rateOfG(only("recipe = gaussian\n" + axis))).isEqualTo(0.2);
    assertThat(rateOfG(only(file, "learning-rate=0.3"))).isEqualTo(0.3);
    assertThat(rateOfG(only("recipe = gaussian\n" + axis, "learning-rate=0.3"))).isEqualTo(0.3);
  }

  @Test
  void aPlayersKeyBeatsTheShorthandOfItsOwnSourceWhateverTheOrder() throws IOException {
    for (String file :
        List.of(
            "recipe = gaussian\nlearning-rate = 0.1\ngenerator.learning-rate = 0.2",
            "recipe = gaussian\ngenerator { learning-rate = 0.2 }\nlearning-rate = 0.1")) {
      Settings settings = only(file);
      assertThat(rateOfG(settings)).isEqualTo(0.2);
      assertThat(rateOfD(settings)).isEqualTo(0.1);
    }
    Settings set = only("recipe = gaussian", "generator.learning-rate=0.2", "learning-rate=0.1");
    assertThat(rateOfG(set)).isEqualTo(0.2);
    assertThat(rateOfD(set)).isEqualTo(0.1);
    Settings axes =
        only(
            """
            recipe = gaussian
            grid = [
              { axis = discriminator.learning-rate, values = [0.4] }
              { axis = learning-rate, values = [0.1] }
            ]
            """);
    assertThat(rateOfG(axes)).isEqualTo(0.1);
    assertThat(rateOfD(axes)).isEqualTo(0.4);
  }

  @Test
  void theShorthandOfALaterSourceBeatsAPlayersKey() throws IOException {
    String file = "recipe = gaussian\ngenerator.learning-rate = 0.2\n";
    assertThat(rateOfG(only(file, "learning-rate=0.1"))).isEqualTo(0.1);
    Settings axis =
        only(
            "recipe = gaussian\ngrid = [{ axis = generator.learning-rate, values = [0.2] }]",
            "learning-rate=0.3");
    assertThat(rateOfG(axis)).isEqualTo(0.3);
    assertThat(rateOfD(axis)).isEqualTo(0.3);
  }

  private static List<Integer> hiddenOfG(Settings settings) {
    return settings.get(Keys.HIDDEN.generator());
  }

  private static List<Integer> hiddenOfD(Settings settings) {
    return settings.get(Keys.HIDDEN.discriminator());
  }

  @Test
  void aWidthKeepsTheDepth() throws IOException {
    Settings gaussian = only("recipe = gaussian, hidden = 6");
    assertThat(hiddenOfG(gaussian)).containsExactly(6);
    assertThat(hiddenOfD(gaussian)).as("D is twice as wide").containsExactly(12, 12, 12);
    assertThat(hiddenOfD(only("recipe = gaussian, discriminator.hidden = 6")))
        .containsExactly(6, 6, 6);
    Settings normal = only("recipe = normal, hidden = 7");
    assertThat(hiddenOfG(normal)).containsExactly(7, 7);
    assertThat(hiddenOfD(normal)).containsExactly(7, 7);
    assertThat(hiddenOfD(only("recipe = gaussian, hidden = [3, 3]", "hidden=5")))
        .as("the file's depth")
        .containsExactly(10, 10);
  }

  @Test
  void widthsUnderAnAxisOfLoneOnesGiveTheirNumber() throws IOException {
    String axis = "recipe = gaussian, hidden = [3, 3], grid = [{ axis = hidden, values = [%s] }]";
    Plan plan = plan(axis.formatted("5, 7"), "discriminator.hidden=4");
    assertThat(plan.trials().stream().map(trial -> hiddenOfG(trial.cell().settings())))
        .containsExactly(List.of(5, 5), List.of(7, 7));
    assertThat(plan.trials().stream().map(trial -> hiddenOfD(trial.cell().settings())))
        .containsOnly(List.of(4, 4));
    assertThat(plan.notes()).isEmpty();
    assertThatThrownBy(() -> plan(axis.formatted("[5], [7]")))
        .hasMessageContaining("the setting hidden has no effect in any cell: the axis hidden (");
  }

  @Test
  void widthsAndListsOfWidthsMayMeetInOneAxis() throws IOException {
    Plan plan = plan("recipe = normal, grid = [{ axis = hidden, values = [[8, 9], [4], 16, []] }]");
    assertThat(plan.trials().stream().map(trial -> hiddenOfG(trial.cell().settings())))
        .containsExactly(List.of(8, 9), List.of(4), List.of(16, 16), List.of());
    assertThat(plan.trials().stream().map(trial -> hiddenOfD(trial.cell().settings())))
        .containsExactly(List.of(8, 9), List.of(4), List.of(16, 16), List.of());
  }

  @Test
  void recordingIsNoPartOfIdentity() throws IOException {
    Trial plain = plan("recipe = gaussian").trials().get(0);
    Trial recorded =
        plan("recipe = gaussian, log-every = 3, evaluate-every = 6, trial-timeout = 90s")
            .trials()
            .get(0);
    assertThat(recorded.id()).isEqualTo(plain.id());
    assertThat(recorded.recording()).isEqualTo(new Recording(3, 6, Duration.ofSeconds(90)));
    assertThat(plain.recording()).isEqualTo(RECORDING);
  }

  @Test
  void judgingIsNoPartOfIdentity() throws IOException {
    Trial plain = plan("recipe = gaussian").trials().get(0);
    Trial judged =
        plan("recipe = gaussian, gap = all, verdict { wasserstein = 0.2, residual = 0.1 }")
            .trials()
            .get(0);
    assertThat(judged.id()).isEqualTo(plain.id());
    assertThat(judged.recording().judging())
        .as("a limit that is given with its default is none of its own")
        .isEqualTo(
            new Judging(
                GapChoice.ALL, JacobianChoice.AUTO, VerdictLimits.of(Map.of("wasserstein", 0.2))));
    assertThat(plain.recording().judging()).isEqualTo(Judging.USUAL);
  }

  @Test
  void eachGridIsJudgedByItsOwnLimitsAndAnAssignmentIsForAll() throws IOException {
    String text =
        "recipe = gaussian, verdict.residual = 0.2, grids = [{ gap = none },"
            + " { steps = 9, verdict { residual = 0.3 } }]";
    assertThat(plan(text).trials().stream().map(trial -> trial.recording().judging()))
        .containsExactly(
            new Judging(
                GapChoice.NONE, JacobianChoice.AUTO, VerdictLimits.of(Map.of("residual", 0.2))),
            new Judging(
                GapChoice.IN_BAND, JacobianChoice.AUTO, VerdictLimits.of(Map.of("residual", 0.3))));
    assertThat(
            plan(text, "verdict.residual=0.4").trials().stream()
                .map(trial -> trial.recording().judging().limits().changed()))
        .containsOnly(new TreeMap<>(Map.of("residual", 0.4)));
  }

  @Test
  void whatIsWrongInJudgingIsToldTogether() {
    assertThatThrownBy(
            () ->
                plan(
                    """
                    recipe = gaussian
                    gap = sometimes
                    jacobian = 3
                    verdict { wasserstein = -1, residual = "x", jensen-shanon = 0.1 }
                    grid = [{ axis = verdict.wasserstein, values = [0.1] }]
                    """))
        .hasMessageContaining(
            "sweep.conf:2: gap must be one of in-band, all, none, got \"sometimes\"")
        .hasMessageContaining("sweep.conf:3: jacobian must be one of auto, all, none, got 3")
        .hasMessageContaining(
            "sweep.conf:4: verdict.wasserstein must be a finite number >= 0, got -1")
        .hasMessageContaining(
            "sweep.conf:4: verdict.residual must be a finite number >= 0, got \"x\"")
        .hasMessageContaining(
            "unknown key \"verdict.jensen-shanon\"; did you mean verdict.jensen-shannon?")
        .hasMessageContaining(
            "sweep.conf:5: verdict.wasserstein cannot be an axis; set it beside grid");
  }

  @Test
  void aJacobianThatWouldTakeTooLongIsRefused() {
    assertThatThrownBy(() -> plan("recipe = curves, jacobian = all"))
        .hasMessageContaining(
            "jacobian = all takes at most 1000 parameters of both players, this cell has 4880");
    assertThatThrownBy(() -> plan("recipe = curves-conditional, jacobian = all"))
        .hasMessageContaining("jacobian = all works for data without labels only");
  }

  @Test
  void trialIdsNeverChangeAndKnowSeedArithmeticAndVersion() {
    Cell cell = Cell.restore("gaussian", "original", Map.of());
    assertThat(Trial.of(cell, 1, "float32", 1, RECORDING).id()).isEqualTo("b2873cb8a0eaa751");
    assertThat(
            Stream.of(
                    Trial.of(cell, 1, "float32", 1, RECORDING),
                    Trial.of(cell, 2, "float32", 1, RECORDING),
                    Trial.of(cell, 1, "graph-cpu", 1, RECORDING),
                    Trial.of(cell, 1, "float32", 2, RECORDING))
                .map(Trial::id))
        .doesNotHaveDuplicates();
  }

  static Stream<Arguments> unusedKeys() {
    return Recipes.all().stream()
        .flatMap(
            recipe ->
                recipe.presets().stream()
                    .flatMap(
                        preset ->
                            preset.open().stream()
                                .filter(key -> !preset.settings().uses(key))
                                .map(
                                    key ->
                                        Arguments.of(recipe.name(), preset.name(), key.name()))));
  }

  @ParameterizedTest
  @MethodSource("unusedKeys")
  void anAxisThatNoCellUsesIsRefused(String recipeName, String presetName, String name) {
    Recipe recipe = Recipes.get(recipeName);
    Preset preset = recipe.preset(presetName);
    Key<?> key =
        preset.open().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    Axis axis = new Axis(name, KeyValues.of(key), "sweep.conf:3");
    String needs = key.usedWhen().stream().map(Condition::text).collect(Collectors.joining(", "));
    assertThatThrownBy(() -> plan(recipe, preset, Map.of(), axis))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sweep.conf:3: the axis %s has no effect in any cell; it needs %s", name, needs);
    Setting setting = new Setting(KeyValues.of(key).get(1), "sweep.conf:4");
    assertThatThrownBy(() -> plan(recipe, preset, Map.of(name, setting)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sweep.conf:4: the setting %s has no effect in any cell; it needs %s", name, needs);
  }

  @Test
  void anAxisThatOneCellUsesIsFine() {
    Recipe recipe = Recipes.get("gaussian");
    Plan plan =
        plan(
            recipe,
            recipe.presets().get(0),
            Map.of(),
            new Axis("generator.optimizer", List.of("sgd", "adam"), "sweep.conf:2"),
            new Axis("beta1", List.of(0.5, 0.8), "sweep.conf:3"));
    assertThat(plan.cells()).isEqualTo(3);
  }

  /** As one that stands above all grids, or on the command line, does. */
  @Test
  void aSettingThatOneOfSeveralGridsUsesIsFine() {
    Setting beta1 = new Setting(0.8, "--set beta1");
    Grid sgd = grid("gaussian", Map.of("optimizer", new Setting("sgd", "a"), "beta1", beta1));
    Grid adam = grid("gaussian", Map.of("optimizer", new Setting("adam", "b"), "beta1", beta1));

    assertThat(
            new Sweep("test", Sweep.AUTO, CheckpointInterval.NONE, List.of(sgd, adam), List.of())
                .plan("float32", 1)
                .cells())
        .isEqualTo(2);
    assertThatThrownBy(
            () ->
                new Sweep("test", Sweep.AUTO, CheckpointInterval.NONE, List.of(sgd, sgd), List.of())
                    .plan("float32", 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--set beta1: the setting beta1 has no effect in any cell; it needs"
                + " generator.optimizer = adam, discriminator.optimizer = adam");
  }

  private static Grid grid(String name, Map<String, Setting> fixed, Axis... axes) {
    Recipe recipe = Recipes.get(name);
    return grid(recipe, recipe.presets().get(0), fixed, axes);
  }

  private static Grid grid(Recipe recipe, Preset preset, Map<String, Setting> fixed, Axis... axes) {
    return new Grid(
        recipe,
        preset,
        fixed,
        Arrays.asList(axes),
        Map.of(),
        List.of(),
        List.of(1),
        RECORDING,
        SnapshotChoice.NONE,
        "sweep.conf:1");
  }

  private static Plan plan(Recipe recipe, Preset preset, Map<String, Setting> fixed, Axis... axes) {
    return new Sweep(
            "test",
            Sweep.AUTO,
            CheckpointInterval.NONE,
            List.of(grid(recipe, preset, fixed, axes)),
            List.of())
        .plan("float32", 1);
  }

  @Test
  void aHundredThousandTrialsExpand() {
    Recipe recipe = Recipes.get("gaussian");
    List<Object> rates = IntStream.rangeClosed(1, 1000).<Object>mapToObj(i -> i * 1e-4).toList();
    List<Object> batches = IntStream.rangeClosed(1, 10).<Object>mapToObj(i -> 2 * i).toList();
    List<Integer> seeds = IntStream.rangeClosed(1, 10).boxed().toList();
    Grid grid =
        new Grid(
            recipe,
            recipe.presets().get(0),
            Map.of(),
            List.of(new Axis("learning-rate", rates, "a"), new Axis("batch", batches, "b")),
            Map.of(),
            List.of(),
            seeds,
            RECORDING,
            SnapshotChoice.NONE,
            "sweep.conf:1");
    long start = System.nanoTime();
    Plan plan =
        new Sweep("large", Sweep.AUTO, CheckpointInterval.NONE, List.of(grid), List.of())
            .plan("float32", 1);
    System.out.printf(
        "100,000 trials of 10,000 cells expand in %.2f s%n", (System.nanoTime() - start) / 1e9);
    assertThat(plan.cells()).isEqualTo(10_000);
    assertThat(plan.trials()).hasSize(100_000);
  }
}
