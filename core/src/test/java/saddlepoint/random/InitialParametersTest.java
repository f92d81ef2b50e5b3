// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Shape;

/** Moments and bounds of every initialiser on a layer of 300 by 200. */
class InitialParametersTest {
  private static final int IN = 300;
  private static final int OUT = 200;
  private static final double SCALE = 0.02;
  private static final double TRUNCATED = 0.8796;

  private final float[] weights = new float[IN * OUT];
  private final float[] biases = new float[OUT];

  private void fill(InitializerKind kind, int randomSeed) {
    Layer layer = new Layer.Dense(IN, OUT, true, Activation.TANH, kind, SCALE);
    Initializers.fill(layer, randomSeed, Player.GENERATOR, 1, weights, biases);
  }

  @ParameterizedTest
  @EnumSource(InitializerKind.class)
  void hasItsSpreadAndBounds(InitializerKind kind) {
    fill(kind, 3);
    switch (kind) {
      case NORMAL -> assertNormal(SCALE);
      case HE_NORMAL -> assertNormal(Math.sqrt(2.0 / IN));
      case TRUNCATED_NORMAL -> assertTruncated(SCALE);
      case GLOROT_NORMAL -> assertTruncated(Math.sqrt(2.0 / (IN + OUT)));
      case UNIFORM_SCALING -> assertUniform(Math.sqrt(3.0 / IN));
      case GLOROT_UNIFORM -> assertUniform(Math.sqrt(6.0 / (IN + OUT)));
      case TORCH -> assertUniform(1 / Math.sqrt(IN));
      case CONSTANT -> assertThat(weights).containsOnly((float) SCALE);
    }
    switch (kind) {
      case TORCH -> assertTorchBiases();
      case CONSTANT -> assertThat(biases).containsOnly((float) SCALE);
      default -> assertThat(biases).containsOnly(0f);
    }
  }

  private void assertNormal(double standardDeviation) {
    assertThat(standardDeviation(weights)).isCloseTo(standardDeviation, withinPercentage(1));
    assertThat(greatest(weights)).isGreaterThan(3.5 * standardDeviation);
    assertDistribution(new NormalDistribution(0, standardDeviation));
  }

  private void assertTruncated(double standardDeviation) {
    assertThat(standardDeviation(weights) / standardDeviation).isCloseTo(TRUNCATED, within(0.007));
    assertThat(greatest(weights))
        .isLessThanOrEqualTo(2 * standardDeviation * (1 + 1e-6))
        .isGreaterThan(1.99 * standardDeviation);
    assertThat(mean(weights)).isCloseTo(0, within(0.02 * standardDeviation));
  }

  private void assertUniform(double bound) {
    assertThat(standardDeviation(weights)).isCloseTo(bound / Math.sqrt(3), withinPercentage(1));
    assertThat(greatest(weights))
        .isLessThanOrEqualTo(bound * (1 + 1e-6))
        .isGreaterThan(0.999 * bound);
    assertDistribution(new UniformRealDistribution(-bound, bound));
  }

  private void assertTorchBiases() {
    double bound = 1 / Math.sqrt(IN);
    assertThat(greatest(biases))
        .isLessThanOrEqualTo(bound * (1 + 1e-6))
        .isGreaterThan(0.95 * bound);
    assertThat(standardDeviation(biases)).isCloseTo(bound / Math.sqrt(3), withinPercentage(12));
    assertThat(biases[0]).isNotEqualTo(weights[0]);
  }

  private void assertDistribution(RealDistribution distribution) {
    double[] sample = new double[weights.length];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = weights[i];
    }
    double distance = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(distribution, sample);
    // The 1 % critical value.
    assertThat(distance).isLessThan(1.628 / Math.sqrt(sample.length));
  }

  @Test
  void theMinibatchProjectionIsNormalWithoutBiases() {
    Layer layer = new Layer.MinibatchDiscrimination(IN, 20, 10, 1, SCALE);
    Initializers.fill(layer, 1, Player.DISCRIMINATOR, 2, weights, biases);
    assertNormal(SCALE);
    assertThat(biases).containsOnly(0f);
  }

  /** Fans of a kernel are its pixels times the channels, whatever its stride. */
  @Test
  void kernelsBeginByTheirFans() {
    assertKernel("tflearn-dcgan", Player.DISCRIMINATOR, 1, 0.3464, 1);
    assertKernel("tflearn-dcgan", Player.DISCRIMINATOR, 4, 0.0433, 1);
    assertKernel("tflearn-dcgan", Player.GENERATOR, 4, 0.03062, 1);
    assertKernel("tflearn-dcgan", Player.GENERATOR, 6, 0.0433, 1);
    assertKernel("acgan", Player.GENERATOR, 1, 0.04108, 1);
    assertKernel("acgan", Player.GENERATOR, 3, 0.011785, 2);
    assertKernel("acgan", Player.GENERATOR, 6, 0.016667, 2);
    assertKernel("acgan", Player.GENERATOR, 9, 0.028718, 2);
    assertKernel("acgan", Player.GENERATOR, 0, 0.13484, 2);
    double[] bounds = {0.14213, 0.08333, 0.05893, 0.04167};
    for (int i = 0; i < bounds.length; i++) {
      assertKernel("acgan", Player.DISCRIMINATOR, 1 + 3 * i, bounds[i], 1);
    }
  }

  /** The greatest weight of a layer is near the bound that systems give. */
  private static void assertKernel(
      String recipe, Player player, int index, double number, double times) {
    Gan gan = Recipes.get(recipe).gan(Recipes.get(recipe).presets().get(0).settings());
    Layer layer = gan.network(player).layers().get(index);
    float[] all = new float[layer.parameters() - layer.biases()];
    Initializers.fill(layer, 3, player, index, all, new float[layer.biases()]);
    assertThat(greatest(all))
        .as("%s %s %s", recipe, player, layer)
        .isBetween(0.97 * times * number, 1.0005 * times * number);
  }

  @Test
  void headsBeginByTheirOwnFans() {
    int in = 12_544;
    Heads heads = new Heads(in, List.of(1, 10), InitializerKind.GLOROT_UNIFORM, 1);
    float[] all = new float[in * 11];
    Initializers.fill(heads, 3, Player.DISCRIMINATOR, 1, all, new float[11]);
    float[] ofClasses = new float[in * 10];
    float[] ofFirst = new float[in];
    for (int row = 0; row < in; row++) {
      ofFirst[row] = all[row * 11];
      System.arraycopy(all, row * 11 + 1, ofClasses, row * 10, 10);
    }
    assertThat(greatest(ofFirst)).isBetween(0.999 * 0.02187, 1.0003 * 0.02187);
    assertThat(greatest(ofClasses)).isBetween(0.9999 * 0.021862, 1.0001 * 0.021862);
  }

  @Test
  void batchNormBeginsWithFactorsAroundOne() {
    BatchNorm layer = new BatchNorm(Shape.columns(OUT), 1e-5, 0.9, false, 0.002);
    float[] all = new float[3 * OUT];
    Initializers.fill(layer, 3, Player.GENERATOR, 1, all, biases);
    float[] gamma = Arrays.copyOf(all, OUT);
    assertThat(mean(gamma)).isCloseTo(1, within(0.0005));
    assertThat(standardDeviation(gamma)).isCloseTo(0.002, withinPercentage(15));
    assertThat(Arrays.copyOfRange(all, OUT, 2 * OUT)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(all, 2 * OUT, 3 * OUT)).containsOnly(1f);
    assertThat(biases).containsOnly(0f);
  }

  @Test
  void seedsPlayersAndLayersDiffer() {
    Layer layer = new Layer.Dense(IN, OUT, true, Activation.TANH, InitializerKind.NORMAL, SCALE);
    float first = first(layer, 1, Player.GENERATOR, 0);
    assertThat(first(layer, 1, Player.GENERATOR, 0)).isEqualTo(first);
    assertThat(first(layer, 0, Player.GENERATOR, 0)).isNotEqualTo(first);
    assertThat(first(layer, 1, Player.DISCRIMINATOR, 0)).isNotEqualTo(first);
    assertThat(first(layer, 1, Player.GENERATOR, 1)).isNotEqualTo(first);
  }

  /** Those that weights are made of begin as the layer's own would, and u and g are below them. */
  @ParameterizedTest
  @EnumSource(NormalizedWeights.Kind.class)
  void weightsThatAreMadeOfOthersBeginAsTheLayers(NormalizedWeights.Kind kind) {
    Layer layer = new Layer.Dense(IN, OUT, true, Activation.TANH, InitializerKind.TORCH, SCALE);
    float[] all = new float[IN * OUT + OUT];
    float[] itsBiases = new float[OUT];
    Initializers.fill(layer, 3, Player.DISCRIMINATOR, 1, weights, biases);
    Initializers.fill(
        new NormalizedWeights(layer, kind), 3, Player.DISCRIMINATOR, 1, all, itsBiases);

    assertThat(Arrays.copyOf(all, IN * OUT)).isEqualTo(weights);
    assertThat(itsBiases).isEqualTo(biases);
    float[] below = Arrays.copyOfRange(all, IN * OUT, all.length);
    switch (kind) {
      case WEIGHT -> assertThat(mean(below)).isCloseTo(1 / Math.sqrt(3), withinPercentage(1));
      case SPECTRAL -> {
        float[] drawn = new float[IN * OUT + OUT];
        Draws.normal(3, Stream.DISCRIMINATOR_INITIAL, 2, drawn, drawn.length);
        assertThat(below).isEqualTo(Arrays.copyOfRange(drawn, IN * OUT, drawn.length));
      }
    }
  }

  private float first(Layer layer, int randomSeed, Player player, int index) {
    Initializers.fill(layer, randomSeed, player, index, weights, biases);
    return weights[0];
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardDeviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static double greatest(float[] values) {
    double greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
