// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Verdict;

class PairedComparisonTest {
  private static final Verdict YES = Verdict.CONVERGED;
  private static final Verdict NO = Verdict.D_WINS;
  private static final Map<String, String> ADAM =
      Map.of("generator.optimizer", "adam", "discriminator.optimizer", "adam");

  @Test
  void countsPairsOfTheSameRandomSeed() {
    List<JudgedTrial> trials = new ArrayList<>();
    Verdict[][] outcomes = {{YES, YES}, {YES, NO}, {YES, NO}, {NO, YES}, {NO, NO}, {NO, NO}};
    for (int seed = 0; seed < outcomes.length; seed++) {
      trials.add(trial(seed, ADAM, outcomes[seed][0]));
      trials.add(trial(seed, Map.of(), outcomes[seed][1]));
    }
    trials.add(trial(99, ADAM, YES));

    PairedComparison comparison = compare("optimizer", "adam", "sgd", trials);

    assertThat(comparison).isEqualTo(new PairedComparison("adam", "sgd", 1, 2, 1, 2, 1));
    assertThat(comparison.pairs()).isEqualTo(6);
    assertThat(comparison.firstShare()).isEqualTo(WilsonInterval.of(3, 6));
    assertThat(comparison.secondShare()).isEqualTo(WilsonInterval.of(2, 6));
    assertThat(comparison.test()).isEqualTo(McNemar.of(2, 1));
  }

  @Test
  void otherSettingsMustBeEqual() {
    List<JudgedTrial> trials =
        List.of(
            trial(1, with(ADAM, "batch", "8"), YES),
            trial(1, Map.of("batch", "8"), NO),
            trial(1, Map.of("batch", "16"), YES));

    assertThat(compare("optimizer", "adam", "sgd", trials))
        .isEqualTo(new PairedComparison("adam", "sgd", 0, 1, 0, 0, 1));
    assertThat(compare("batch", "8", "16", trials))
        .isEqualTo(new PairedComparison("8", "16", 0, 0, 1, 0, 1));
  }

  @Test
  void onePlayersAxisLeavesTheOtherPlayerAlike() {
    List<JudgedTrial> trials =
        List.of(
            trial(1, Map.of("generator.optimizer", "adam"), YES),
            trial(1, Map.of(), NO),
            trial(1, ADAM, NO));

    assertThat(compare("generator.optimizer", "adam", "sgd", trials))
        .isEqualTo(new PairedComparison("adam", "sgd", 0, 1, 0, 0, 1));
  }

  @Test
  void aSettingThatOnlyOneValueUsesBelongsToIt() {
    JudgedTrial low = trial(1, with(ADAM, "generator.beta1", "0.5"), YES);
    JudgedTrial sgd = trial(1, Map.of(), NO);

    assertThat(compare("optimizer", "adam", "sgd", List.of(low, sgd)))
        .isEqualTo(new PairedComparison("adam", "sgd", 0, 1, 0, 0, 0));
    assertThat(compare("optimizer", "adam", "sgd", List.of(low, trial(1, ADAM, NO), sgd)))
        .as("the one with the preset's values is paired")
        .isEqualTo(new PairedComparison("adam", "sgd", 0, 0, 0, 1, 1));
  }

  @Test
  void aPairInTwoRunsCountsOnce() {
    List<JudgedTrial> trials =
        List.of(
            trial(1, ADAM, YES),
            trial(1, Map.of(), NO),
            inRun("again", trial(1, ADAM, YES)),
            inRun("again", trial(1, Map.of(), NO)));

    assertThat(compare("optimizer", "adam", "sgd", trials).pairs()).isEqualTo(1);
  }

  @Test
  void aRecipeWithOneOfTheValuesTakesNoPart() {
    JudgedTrial curve =
        new JudgedTrial(
            "run",
            "curve",
            "curves",
            "float32",
            1,
            CellValues.of("curves", "tensorflow", ADAM),
            YES);

    assertThat(
            compare(
                "optimizer",
                "adam",
                "sgd",
                List.of(trial(1, ADAM, YES), trial(1, Map.of(), NO), curve)))
        .isEqualTo(new PairedComparison("adam", "sgd", 0, 1, 0, 0, 0));
  }

  @Test
  void widthsAreComparedByTheShorthandAndAsLists() {
    Map<String, String> eight =
        Map.of("generator.hidden", "[8]", "discriminator.hidden", "[16, 16, 16]");
    Map<String, String> four =
        Map.of("generator.hidden", "[16]", "discriminator.hidden", "[32, 32, 32]");

    assertThat(
            compare("hidden", "8", "16", List.of(trial(1, eight, YES), trial(1, four, NO))).pairs())
        .isEqualTo(1);
  }

  @Test
  void presetsArePairedByWhatDiffersFromThem() {
    JudgedTrial original = trial(1, Map.of("batch", "8"), YES);
    JudgedTrial other =
        new JudgedTrial(
            "run",
            "other",
            "gaussian",
            "float32",
            1,
            CellValues.of("gaussian", "jang", Map.of("batch", "8")),
            NO);

    assertThat(compare("preset", "original", "jang", List.of(original, other)).pairs())
        .isEqualTo(1);
  }

  private static PairedComparison compare(
      String axis, String first, String second, List<JudgedTrial> trials) {
    return PairedComparison.of(axis, first, second, trials, YES::equals);
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(key, value);
    return more;
  }

  private static JudgedTrial inRun(String run, JudgedTrial trial) {
    return new JudgedTrial(
        run,
        trial.id(),
        trial.recipe(),
        trial.arithmetic(),
        trial.randomSeed(),
        trial.settings(),
        trial.verdict());
  }

  private static JudgedTrial trial(int seed, Map<String, String> differences, Verdict verdict) {
    return new JudgedTrial(
        "run",
        seed + " " + new TreeMap<>(differences),
        "gaussian",
        "float32",
        seed,
        CellValues.of("gaussian", "original", differences),
        verdict);
  }
}
