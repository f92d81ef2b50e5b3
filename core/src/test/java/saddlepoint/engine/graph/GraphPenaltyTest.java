// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.scalar.DoubleTraining;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.PenaltyKind;
import saddlepoint.sweep.Trial;

/** Penalized trainings agree with the specification over the first steps. */
class GraphPenaltyTest {
  private static final double TOLERANCE = 1e-4;

  static List<PresetCase> cases() {
    List<PresetCase> cases = new ArrayList<>();
    for (PenaltyKind kind : PenaltyKind.values()) {
      if (kind != PenaltyKind.NONE) {
        Map<String, Object> penalty = Map.of("penalty", kind.text());
        cases.add(ring(penalty).with(Map.of("discriminator.activation", "relu")));
        cases.add(of("normal", penalty).with(Map.of("discriminator.activation", "tanh")));
        cases.add(of("curves-conditional", penalty));
      }
    }
    cases.add(digits(Map.of("penalty", "two-sided", "discriminator.pooling", "maximum")));
    cases.add(digits(Map.of("penalty", "r1", "discriminator.pooling", "average")));
    cases.add(of("acgan", Map.of("penalty", "one-sided", "data.shrink", 2)));
    for (String order : List.of("generator-first", "simultaneous", "d-then-g", "g-then-d")) {
      cases.add(of("normal", Map.of("penalty", "r2", "update-order", order)));
    }
    cases.add(
        ring(Map.of("penalty", "two-sided", "loss", "wasserstein", "weight-clip", 0.0))
            .with(Map.of("discriminator.activation", "softplus", "discriminator-steps", 3)));
    return cases;
  }

  private static PresetCase of(String recipe, Map<String, Object> more) {
    return PresetCase.presets().stream()
        .filter(it -> it.recipe().equals(recipe))
        .findFirst()
        .orElseThrow()
        .with(more);
  }

  private static PresetCase ring(Map<String, Object> more) {
    return of("ring", more).with(Map.of("hidden", List.of(16, 12), "batch", 16));
  }

  private static PresetCase digits(Map<String, Object> more) {
    return of("keras-dcgan", more)
        .with(
            Map.of(
                "data.shrink",
                2,
                "kernel",
                3,
                "generator.filters",
                List.of(4),
                "discriminator.padding",
                "same",
                "data.labels",
                "concatenated"));
  }

  /** In company whose penalties differ in numbers. */
  @ParameterizedTest
  @MethodSource("cases")
  void agrees(PresetCase it) {
    List<Trial> trials = List.of(trial(it, 1, 1.5, 0.05), trial(it, 2, 0.7, 0.2));
    assertThat(Cohorts.of(trials, trials.size())).as("cohorts").hasSize(1);

    Map<String, TrialResult> together = GraphRuns.fused(Precision.DOUBLE, trials);

    for (Trial trial : trials) {
      TrialResult wanted = DoubleTraining.train(trial);
      TrialResult found = together.get(trial.id());
      assertThat(wanted.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
      assertThat(found.outcome()).isEqualTo(wanted.outcome());
      assertThat(wanted.history().value(Metric.D_PENALTY, PresetCase.STEPS - 1)).isPositive();
      GraphRuns.Difference figures = GraphRuns.ofFigures(found, wanted);
      assertThat(figures.most()).as(figures.where()).isLessThan(TOLERANCE);
      GraphRuns.Difference parameters = GraphRuns.ofParameters(found, wanted);
      assertThat(parameters.most()).as(parameters.where()).isLessThan(TOLERANCE);
    }
  }

  private static Trial trial(PresetCase it, int randomSeed, double weight, double target) {
    Map<String, Object> numbers = new HashMap<>(Map.of("penalty-weight", weight));
    if (it.raw().get("penalty").toString().endsWith("sided")) {
      numbers.put("penalty-target", target);
    }
    return it.with(numbers).trial(randomSeed);
  }
}
