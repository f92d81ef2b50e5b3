// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.scalar.DoubleTraining;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Norm;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Norms with penalties, with updates before the game, and with orders in which a way back meets
 * weights that have moved, which those that are made of others follow.
 */
class GraphNormTest {
  private static final double TOLERANCE = 1e-5;

  static List<Map<String, Object>> cases() {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (Norm norm : List.of(Norm.WEIGHT, Norm.SPECTRAL)) {
      for (UpdateOrder order : UpdateOrder.values()) {
        cases.add(with(both(norm), Map.of("update-order", order.text())));
      }
    }
    cases.add(
        with(both(Norm.WEIGHT), Map.of("update-order", "extragradient", "weight-decay", 0.1)));
    for (Norm norm : List.of(Norm.LAYER, Norm.INSTANCE, Norm.WEIGHT, Norm.SPECTRAL)) {
      cases.add(with(both(norm), Map.of("penalty", "two-sided", "discriminator-steps", 2)));
    }
    for (Norm norm : List.of(Norm.BATCH, Norm.SPECTRAL)) {
      cases.add(with(both(norm), Map.of("pretrain", "both", "pretrain-steps", 3)));
    }
    return cases;
  }

  private static Map<String, Object> both(Norm norm) {
    return Map.of("generator.norm", norm.text(), "discriminator.norm", norm.text());
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees(Map<String, Object> raw) {
    Map<String, Object> small =
        with(raw, Map.of("steps", 6, "batch", 8, "hidden", List.of(6, 5), "activation", "tanh"));
    expectScalar("ring", small);
  }

  static Stream<Arguments> ofImages() {
    return Recipes.all().stream()
        .filter(recipe -> recipe.presets().get(0).settings().has(Keys.FILTERS.discriminator()))
        .flatMap(
            recipe ->
                Stream.of(Norm.LAYER, Norm.INSTANCE)
                    .map(norm -> Arguments.of(recipe.name(), norm)));
  }

  /** WGAN-GP's critics of images have layer norm beside their penalty. */
  @ParameterizedTest
  @MethodSource("ofImages")
  void agreesOnPenalizedImages(String recipe, Norm norm) {
    Map<String, Object> raw = with(both(norm), Map.of("penalty", "two-sided", "steps", 3));
    expectScalar(recipe, with(Trials.small(recipe), raw));
  }

  @Test
  void knowsTheRecipesOfImages() {
    assertThat(ofImages()).hasSize(6);
  }

  private static void expectScalar(String recipe, Map<String, Object> raw) {
    List<Trial> trials = List.of(trial(recipe, raw, 0.01), trial(recipe, raw, 0.02));
    assertThat(Cohorts.of(trials, trials.size())).as("cohorts").hasSize(1);

    Map<String, TrialResult> together = GraphRuns.fused(Precision.DOUBLE, trials);

    for (Trial trial : trials) {
      TrialResult wanted = DoubleTraining.train(trial);
      TrialResult found = together.get(trial.id());
      assertThat(wanted.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
      assertThat(found.outcome()).isEqualTo(wanted.outcome());
      GraphRuns.Difference figures = GraphRuns.ofFigures(found, wanted);
      assertThat(figures.most()).as(figures.where()).isLessThan(TOLERANCE);
      GraphRuns.Difference parameters = GraphRuns.ofParameters(found, wanted);
      assertThat(parameters.most()).as(parameters.where()).isLessThan(TOLERANCE);
    }
  }

  private static Trial trial(String recipe, Map<String, Object> raw, double learningRate) {
    Recording recording = new Recording(1, 0, Duration.ZERO, 1, Trials.EVERY_STEP.judging());
    return Trials.of(
        recipe,
        Recipes.get(recipe).presets().get(0).name(),
        1,
        recording,
        with(raw, Map.of("learning-rate", learningRate)));
  }
}
