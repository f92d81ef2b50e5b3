// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class CohortsTest {
  @Test
  void trialsThatDifferInNumbersAndRandomSeedsAreOfOneShape() {
    List<Trial> trials = new ArrayList<>(trials("learning-rate = 0.001"));
    trials.addAll(trials("learning-rate = 0.002"));

    assertThat(Cohorts.of(trials, 16)).containsExactly(new Cohort(trials));
  }

  @Test
  void trialsThatDifferInSizesChoicesOrRecordingAreNot() {
    List<Trial> trials = new ArrayList<>();
    for (String setting :
        List.of("hidden = 4", "hidden = 8", "optimizer = adam", "steps = 7", "log-every = 2")) {
      trials.addAll(trials(setting));
    }

    assertThat(Cohorts.of(trials, 16)).hasSize(5).allMatch(cohort -> cohort.trials().size() == 3);
  }

  @Test
  void anOutputThatIsNotScaledIsAShapeOfItsOwn() {
    List<Trial> trials = new ArrayList<>();
    for (String scale : List.of("1", "2", "3")) {
      trials.addAll(trials("generator.output-scale = " + scale));
    }

    assertThat(Cohorts.of(trials, 16))
        .extracting(cohort -> cohort.trials().size())
        .containsExactly(3, 6);
  }

  @Test
  void numbersThatDoNothingMakeAShapeOfTheirOwn() {
    for (String key :
        List.of(
            "label-flip",
            "instance-noise",
            "real-label",
            "fake-label",
            "probability-floor",
            "generator.dropout",
            "discriminator.hidden-noise",
            "replay")) {
      String inert = key.equals("real-label") ? "1" : "0";
      List<Trial> trials = new ArrayList<>();
      for (String value : List.of(inert, "0.1", "0.2")) {
        trials.addAll(trials(key + " = " + value, "discriminator.output = sigmoid"));
      }

      assertThat(Cohorts.of(trials, 16))
          .as(key)
          .extracting(cohort -> cohort.trials().size())
          .containsExactly(3, 6);
    }
  }

  @Test
  void cohortsAreFullButForTheLastOfAShape() {
    List<Trial> trials = trials("seeds = 35");

    List<Cohort> cohorts = Cohorts.of(trials, 16);

    assertThat(cohorts).extracting(cohort -> cohort.trials().size()).containsExactly(16, 16, 3);
    assertThat(cohorts.stream().flatMap(cohort -> cohort.trials().stream()))
        .containsExactlyElementsOf(trials);
  }

  @Test
  void refusesCohortsOfNobody() {
    assertThatThrownBy(() -> Cohorts.of(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cohort size must be >= 1, got 0");
  }

  private static List<Trial> trials(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    if (settings.stream().noneMatch(setting -> setting.startsWith("seeds"))) {
      settings.add("seeds = 3");
    }
    return new SweepReader().read("gaussian", settings).plan("float32", 1).trials();
  }
}
