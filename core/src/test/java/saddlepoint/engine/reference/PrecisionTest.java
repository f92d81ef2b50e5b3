// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.DecayKind;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Player;

/** The float form against the double form, which share no kernel. */
class PrecisionTest {
  private static final double TOLERANCE = 1e-5;
  private static final int ROWS = GameCase.ROWS;

  private final FloatArithmetic single = new FloatArithmetic();
  private final DoubleArithmetic twice = new DoubleArithmetic();

  static Stream<Network> networks() {
    return GameCase.networks();
  }

  static Stream<Loss> losses() {
    return GameCase.losses();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ofNetworks(Network network) {
    for (int rows : new int[] {1, 4, ROWS, 9}) {
      Results actual = passes(single, network, rows);
      Results expected = passes(twice, network, rows);
      assertClose(actual.output, expected.output);
      assertClose(actual.ofInput, expected.ofInput);
      assertClose(actual.ofParameters, expected.ofParameters);
      assertThat(actual.norm).isCloseTo(expected.norm, within(expected.norm * TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofGames(Loss loss) {
    Game<float[]> actual = GameCase.game(single, loss);
    Game<double[]> expected = GameCase.game(twice, loss);

    assertThat(actual.discriminatorLoss())
        .isCloseTo(expected.discriminatorLoss(), withinPercentage(100 * TOLERANCE));
    assertThat(actual.generatorLoss())
        .isCloseTo(expected.generatorLoss(), withinPercentage(100 * TOLERANCE));
    if (Double.isNaN(expected.score())) {
      assertThat(actual.score()).isNaN();
    } else {
      assertThat(actual.score()).isCloseTo(expected.score(), withinPercentage(100 * TOLERANCE));
    }
    actual.discriminatorGradient();
    expected.discriminatorGradient();
    assertClose(actual.discriminator.gradients(), expected.discriminator.gradients());
    actual.generatorGradient();
    expected.generatorGradient();
    assertClose(actual.generator.gradients(), expected.generator.gradients());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofDensityFitting(Loss loss) {
    float[] targets = Game.randomFloats(40, 8);
    assertSame(40, 40, (arithmetic, z) -> densityGradient(arithmetic, loss, z, targets));
  }

  private static <A> A densityGradient(Arithmetic<A> arithmetic, Loss loss, A z, float[] targets) {
    A gradient = arithmetic.allocate(40);
    arithmetic.densityGradient(loss, z, targets, gradient, 40);
    return gradient;
  }

  @Test
  void ofRegression() {
    float[] targets = Game.randomFloats(24, 8);
    assertSame(24, 24, (arithmetic, y) -> regressionGradient(arithmetic, y, targets));
  }

  private static <A> A regressionGradient(Arithmetic<A> arithmetic, A y, float[] targets) {
    A gradient = arithmetic.allocate(24);
    arithmetic.regressionGradient(y, targets, gradient, 24);
    return gradient;
  }

  @Test
  void ofMomentMatching() {
    assertSame(24, 24, PrecisionTest::momentGradient);
  }

  private static <A> A momentGradient(Arithmetic<A> arithmetic, A y) {
    A gradient = arithmetic.allocate(24);
    arithmetic.momentGradient(
        y, new double[] {1, -2, 0.5}, new double[] {1.25, 4.5, 1}, gradient, 8, 3);
    return gradient;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void ofActivationsFarFromZero(Activation activation) {
    float[] x = {-90, -20, -5, -1e-4f, -0f, 0, 1e-4f, 5, 20, 90};
    float[] y = new float[x.length];
    double[] wide = new double[x.length];
    double[] expected = new double[x.length];
    twice.load(x, wide, x.length);
    single.activate(activation, x, y, x.length);
    twice.activate(activation, wide, expected, x.length);
    float[] slope = new float[x.length];
    double[] expectedSlope = new double[x.length];
    Arrays.fill(slope, 1f);
    Arrays.fill(expectedSlope, 1);
    single.activationGradient(activation, x, y, slope, x.length);
    twice.activationGradient(activation, wide, expected, expectedSlope, x.length);
    for (int i = 0; i < x.length; i++) {
      double size = Math.max(1, Math.abs(expected[i]));
      assertThat((double) y[i]).as("f(%s)", x[i]).isCloseTo(expected[i], within(2e-7 * size));
      assertThat((double) slope[i]).as("f'(%s)", x[i]).isCloseTo(expectedSlope[i], within(5e-7));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void nanPassesThrough(Activation activation) {
    float[] y = {0};
    single.activate(activation, new float[] {Float.NaN}, y, 1);
    assertThat(y[0]).isNaN();
    double[] wide = {0};
    twice.activate(activation, new double[] {Double.NaN}, wide, 1);
    assertThat(wide[0]).isNaN();
  }

  @Test
  void reluHasNoSlopeAtZero() {
    for (float zero : new float[] {0f, -0f}) {
      float[] dy = {3};
      single.activationGradient(Activation.RELU, new float[] {zero}, new float[] {0}, dy, 1);
      assertThat(dy).containsExactly(0f);
      double[] wide = {3};
      twice.activationGradient(Activation.RELU, new double[] {zero}, new double[] {0}, wide, 1);
      assertThat(wide).containsExactly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void ofUpdates(OptimizerKind kind) {
    Optimizer rule =
        new Optimizer(
            kind,
            0.03,
            0.8,
            0.7,
            0.95,
            0.9,
            1e-6,
            0.3,
            0.05,
            new Optimizer.Decay(DecayKind.EXPONENTIAL, 0.5, 3));
    assertClose(updated(single, rule), updated(twice, rule));
  }

  private static <A> float[] updated(Arithmetic<A> arithmetic, Optimizer rule) {
    ReferenceNetwork<A> network =
        new ReferenceNetwork<>(arithmetic, GameCase.discriminator(), Player.DISCRIMINATOR, 2);
    for (int update = 0; update < 6; update++) {
      for (int layer = 0; layer < network.network().layers().size(); layer++) {
        A gradient = network.layerParameters(layer).weightGradient();
        int count = network.network().layers().get(layer).in();
        arithmetic.load(Game.randomFloats(count, update), gradient, count);
      }
      network.prepare(rule);
      network.update(rule);
    }
    return network.parameters();
  }

  @Test
  void ofSumsAndScales() {
    float[] values = Game.randomFloats(100, 4);
    double[] wide = new double[100];
    twice.load(values, wide, 100);
    assertThat(single.mean(values, 99)).isCloseTo(twice.mean(wide, 99), within(1e-6));
    assertThat(single.addSquares(2, values, 99))
        .isCloseTo(twice.addSquares(2, wide, 99), within(2e-5));
    assertThat(single.contains(values, values[99], 99)).isFalse();
    assertThat(twice.contains(wide, wide[99], 99)).isFalse();
    assertThat(single.contains(values, values[98], 99)).isTrue();
    assertThat(twice.contains(wide, wide[98], 99)).isTrue();
    float[] noise = Game.randomFloats(100, 5);
    assertSame(100, 100, (arithmetic, x) -> noisy(arithmetic, x, noise));
  }

  private static <A> A noisy(Arithmetic<A> arithmetic, A x, float[] noise) {
    A y = arithmetic.allocate(100);
    arithmetic.addNoise(x, 0.3, noise, y, 100);
    return y;
  }

  private void assertSame(int in, int out, BiFunction<Arithmetic<Object>, Object, Object> kernel) {
    assertClose(run(single, in, out, kernel), run(twice, in, out, kernel));
  }

  @SuppressWarnings("unchecked")
  private static <A> float[] run(
      Arithmetic<A> arithmetic,
      int in,
      int out,
      BiFunction<Arithmetic<Object>, Object, Object> kernel) {
    A x = Game.random(arithmetic, in, 7);
    A y = (A) kernel.apply((Arithmetic<Object>) arithmetic, x);
    float[] result = new float[out];
    arithmetic.store(y, result, out);
    return result;
  }

  private record Results(float[] output, float[] ofInput, float[] ofParameters, double norm) {}

  private static <A> Results passes(Arithmetic<A> arithmetic, Network network, int rows) {
    ReferenceNetwork<A> scalar = new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, 3);
    ReferencePass<A> pass = new ReferencePass<>(arithmetic, scalar, rows);
    float[] output = new float[rows * network.out()];
    float[] ofInput = new float[rows * network.in()];
    ForwardMode mode = network.dependsOnMode() ? GameCase.training() : ForwardMode.INFERENCE;
    A y = pass.forward(GameCase.input(arithmetic, network, rows), mode);
    arithmetic.store(y, output, output.length);
    scalar.clearGradients();
    A dx = pass.backward(Game.random(arithmetic, rows * network.out(), 6), true, true);
    arithmetic.store(dx, ofInput, ofInput.length);
    return new Results(output, ofInput, scalar.gradients(), scalar.gradientNorm());
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double greatest = 0.05;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(TOLERANCE * greatest));
    }
  }
}
