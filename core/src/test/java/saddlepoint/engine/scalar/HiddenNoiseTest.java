// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.reference.GameCase;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Shape;

/** Noise on D's hidden layers: normal, in training alone, and of each pass its own. */
class HiddenNoiseTest {
  private static Gan gan(String recipe, Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("discriminator.hidden-noise", 0.5);
    raw.putAll(more);
    return Trials.of(recipe, raw).gan();
  }

  private static long layers(Network network) {
    return network.layers().stream().filter(HiddenNoise.class::isInstance).count();
  }

  @Test
  void hasTheDeviationAroundTheInput() {
    int count = 40_000;
    Network network = new Network(List.of(new HiddenNoise(Shape.columns(4), 0.25)));
    DoubleArithmetic arithmetic = new DoubleArithmetic();
    ReferencePass<double[]> pass =
        new ReferencePass<>(
            arithmetic,
            new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 1),
            count / 4);
    double[] x = new double[count];
    Arrays.fill(x, 3);

    double[] y = pass.forward(x, GameCase.training());

    double sum = 0;
    double squares = 0;
    for (double one : y) {
      sum += one - 3;
      squares += (one - 3) * (one - 3);
    }
    assertThat(sum / count).isCloseTo(0, within(5 * 0.25 / Math.sqrt(count)));
    double variance = 0.0625;
    assertThat(squares / count).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / count)));
    assertThat(pass.forward(x, ForwardMode.INFERENCE)).containsOnly(3);
  }

  @Test
  void followsEachHiddenLayerOfD() {
    for (String norm : List.of("none", "batch", "layer", "instance", "weight", "spectral")) {
      Gan gan =
          gan("ring", Map.of("discriminator.norm", norm, "discriminator.hidden", List.of(5, 3)));
      List<Layer> layers = gan.discriminator().layers();
      assertThat(layers(gan.discriminator())).as(norm).isEqualTo(2);
      assertThat(layers.get(layers.size() - 2)).isInstanceOf(HiddenNoise.class);
      assertThat(layers(gan.generator())).isZero();
    }
    assertThat(layers(gan("tflearn-dcgan", Map.of()).discriminator())).isEqualTo(3);
    assertThat(layers(gan("acgan", Map.of()).discriminator())).isEqualTo(2);
    assertThat(layers(gan("ring", Map.of("discriminator.hidden-noise", 0)).discriminator()))
        .isZero();
  }

  /** Rows are judged without it. */
  @Test
  void isNotThereOutsideTraining() {
    Gan noisy = gan("ring", Map.of());
    Gan plain = gan("ring", Map.of("discriminator.hidden-noise", 0));
    Snapshot begun =
        new Snapshot(
            0,
            Initializers.all(noisy.generator(), Player.GENERATOR, 1),
            Initializers.all(noisy.discriminator(), Player.DISCRIMINATOR, 1));
    float[] rows = {1, 2, -0.5f, 0.25f, 0, 0};
    assertThat(ReferencePlayers.of(noisy, begun).discriminate(rows, new int[3], 3))
        .isEqualTo(ReferencePlayers.of(plain, begun).discriminate(rows, new int[3], 3));
  }

  /** Real and generated rows, those of G's update, and where the penalty looks. */
  @Test
  void everyPassOfTrainingDrawsItsOwn() {
    Map<String, Integer> draws = new TreeMap<>();
    Map<String, String> seen = new HashMap<>();
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void drawn(String phase, int step, String what, float[] values, int count) {
            if (what.contains("HIDDEN_NOISE")) {
              draws.merge(what, 1, Integer::sum);
              String first = Arrays.toString(Arrays.copyOf(values, 8));
              assertThat(seen.put(first, what)).as("%s of %d", what, step).isNull();
            }
          }

          @Override
          public void step(int step, double lossD, double lossG, float[] real, float[] fake) {}
        };
    Map<String, Object> raw =
        Map.of(
            "discriminator.hidden-noise",
            0.5,
            "hidden",
            List.of(4, 3),
            "penalty",
            "two-sided",
            "steps",
            3,
            "batch",
            6);
    new ScalarEngine().train(Trials.of("ring", raw), observer);

    assertThat(draws)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "HIDDEN_NOISE of DISCRIMINATOR from column 0", 6,
                "HIDDEN_NOISE of DISCRIMINATOR from column 4", 6,
                "GENERATOR_HIDDEN_NOISE of DISCRIMINATOR from column 0", 3,
                "GENERATOR_HIDDEN_NOISE of DISCRIMINATOR from column 4", 3,
                "PENALTY_HIDDEN_NOISE of DISCRIMINATOR from column 0", 3,
                "PENALTY_HIDDEN_NOISE of DISCRIMINATOR from column 4", 3));
  }

  @Test
  void lanesRefuseIt() {
    assertThat(Engines.get("lanes").refusal(gan("gaussian", Map.of())))
        .isEqualTo("it trains dense layers, and D has noise on hidden layers");
  }
}
