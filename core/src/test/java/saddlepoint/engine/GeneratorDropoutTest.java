// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.Evaluation;
import saddlepoint.engine.training.WorkerEngine;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/** G drops numbers in training and in samples, which are functions of its noise all the same. */
class GeneratorDropoutTest {
  private static final int ROWS = 3000;

  private static Gan gan(String recipe, double rate, Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("generator.dropout", rate);
    raw.putAll(more);
    return Trials.of(recipe, raw).gan();
  }

  private static Snapshot begun(Gan gan) {
    return new Snapshot(
        0,
        Initializers.all(gan.generator(), Player.GENERATOR, 1),
        Initializers.all(gan.discriminator(), Player.DISCRIMINATOR, 1));
  }

  private static float[] noise(Gan gan) {
    float[] noise = new float[ROWS * gan.noise().dimension()];
    new Batches(1).evaluationNoise(gan.noise(), ROWS, noise);
    return noise;
  }

  private static List<Dropout> dropouts(Gan gan) {
    return gan.generator().layers().stream()
        .filter(Dropout.class::isInstance)
        .map(Dropout.class::cast)
        .toList();
  }

  @Test
  void itFollowsEachHiddenLayer() {
    assertThat(dropouts(gan("ring", 0, Map.of()))).isEmpty();
    for (String norm : List.of("none", "batch", "layer", "instance", "weight", "spectral")) {
      Gan gan =
          gan("ring", 0.25, Map.of("generator.norm", norm, "generator.hidden", List.of(5, 3)));
      assertThat(dropouts(gan))
          .as(norm)
          .allMatch(layer -> layer.rate() == 0.25 && layer.whenSampling())
          .extracting(Layer::in)
          .containsExactly(5, 3);
      List<Layer> layers = gan.generator().layers();
      assertThat(layers.get(layers.size() - 2)).isInstanceOf(Dropout.class);
      assertThat(gan.discriminator().layers()).noneMatch(Dropout.class::isInstance);
    }
  }

  /** What images are made of: dense layers, small images, and larger ones but the last. */
  @Test
  void itFollowsTheConvolutionsOfGeneratorsOfImages() {
    assertThat(dropouts(gan("tflearn-dcgan", 0.5, Map.of())))
        .extracting(layer -> layer.input().channels())
        .hasSize(3);
    assertThat(dropouts(gan("keras-dcgan", 0.5, Map.of("generator.dense", List.of())))).hasSize(2);
    assertThat(dropouts(gan("acgan", 0.5, Map.of()))).hasSize(2);
  }

  /**
   * Of one linear layer before the last, samples have the mean of G without dropout and the
   * variance rate / (1 - rate) * sum (w_j h_j)^2.
   */
  @Test
  void samplesHaveTheMomentsOfDropout() {
    double rate = 0.4;
    Gan gan =
        gan(
            "normal",
            rate,
            Map.of(
                "generator.hidden",
                List.of(6),
                "generator.activation",
                "linear",
                "generator.output",
                "linear",
                "generator.output-scale",
                1.0,
                "noise-dimension",
                1,
                "noise",
                "normal",
                "noise-range",
                1e-5));
    // Noise is so small that it tells rows apart and moves none: h is the hidden biases.
    float[] generator = begun(gan).generator();
    double mean = 0.3;
    double variance = 0;
    for (int j = 0; j < 6; j++) {
      double bias = 0.5 + 0.1 * j;
      double weight = j - 2;
      generator[6 + j] = (float) bias;
      generator[12 + j] = (float) weight;
      mean += bias * weight;
      variance += Math.pow(bias * weight, 2) * rate / (1 - rate);
    }
    generator[18] = 0.3f;

    float[] samples =
        ReferencePlayers.generator(gan, generator).generate(noise(gan), new int[ROWS], ROWS);

    double sum = 0;
    double squares = 0;
    for (float sample : samples) {
      sum += sample;
      squares += (sample - mean) * (sample - mean);
    }
    assertThat(sum / ROWS).isCloseTo(mean, within(5 * Math.sqrt(variance / ROWS)));
    assertThat(squares / ROWS).isCloseTo(variance, within(0.15 * variance));
  }

  /** Whoever asks gets the same of a row: alone, among others, in another order, by the graph. */
  @ParameterizedTest
  @ValueSource(strings = {"ring", "curves-conditional", "keras-dcgan", "acgan"})
  void samplesAreFunctionsOfTheirNoise(String recipe) {
    Gan gan = gan(recipe, 0.5, Map.of());
    int rows = 60;
    int dimension = gan.noise().dimension();
    int columns = gan.source().columns();
    float[] noise = Arrays.copyOf(noise(gan), rows * dimension);
    int[] labels = new int[rows];
    Arrays.setAll(labels, row -> row % Math.max(1, gan.source().classes()));
    Players players = ReferencePlayers.of(gan, begun(gan));

    float[] all = players.generate(noise, labels, rows);

    assertThat(players.generate(noise, labels, rows)).isEqualTo(all);
    assertThat(
            ReferencePlayers.of(gan(recipe, 0, Map.of()), begun(gan)).generate(noise, labels, rows))
        .isNotEqualTo(all);
    for (int row : new int[] {59, 0, 31}) {
      float[] alone =
          players.generate(
              Arrays.copyOfRange(noise, row * dimension, (row + 1) * dimension),
              new int[] {labels[row]},
              1);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(all, row * columns, (row + 1) * columns));
    }
    float[] byGraph =
        ((WorkerEngine) Engines.get("graph"))
            .players(gan, begun(gan))
            .generate(noise, labels, rows);
    for (int i = 0; i < all.length; i++) {
      assertThat(byGraph[i]).isCloseTo(all[i], within(1e-4f));
    }
  }

  /** Evaluations of a G that stands still say the same at every step. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "graph"})
  void evaluationsDependOnTheTrialAlone(String engine) {
    Trial trial =
        Trials.of(
            "ring",
            Map.of(
                "generator.dropout",
                0.5,
                "hidden",
                List.of(8),
                "steps",
                4,
                "optimizer",
                "sgd",
                "learning-rate",
                1e-30));
    TrialResult[] results = new TrialResult[2];
    for (int i = 0; i < 2; i++) {
      int at = i;
      Engines.get(engine).train(new Cohort(List.of(trial)), result -> results[at] = result);
    }

    assertThat(results[0].outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    assertThat(Trials.bits(results[1].history())).isEqualTo(Trials.bits(results[0].history()));
    int last = results[0].history().length() - 1;
    Map<Metric, Double> ofG =
        Evaluation.figures(trial.gan(), 1, ReferencePlayers.of(trial.gan(), begun(trial.gan())));
    assertThat((double) results[0].history().value(Metric.WASSERSTEIN, last))
        .isCloseTo(ofG.get(Metric.WASSERSTEIN), within(1e-5));
  }

  @Test
  void lanesRefuseIt() {
    assertThat(Engines.get("lanes").refusal(gan("gaussian", 0.5, Map.of()))).contains("dropout");
    assertThat(Engines.get("lanes").refusal(gan("gaussian", 0, Map.of()))).isEmpty();
  }
}
