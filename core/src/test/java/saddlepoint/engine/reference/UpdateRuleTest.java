// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.DecayKind;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Player;

/** Update rules by their published recurrences, on one parameter that starts at 0. */
class UpdateRuleTest {
  private static final double RATE = 0.01;

  static Stream<Arithmetic<?>> arithmetics() {
    return Stream.of(new DoubleArithmetic(), new FloatArithmetic());
  }

  private static Optimizer rule(OptimizerKind kind) {
    return new Optimizer(
        kind, RATE, 0.6, 0.9, 0.999, 0.9, 1e-8, 0, 0, new Optimizer.Decay(DecayKind.NONE, 1, 1));
  }

  /** Where the parameter is after each update with these gradients. */
  private static <A> double[] path(Arithmetic<A> arithmetic, Optimizer rule, float... gradients) {
    Network network =
        new Network(
            List.of(new Layer.Dense(1, 1, false, Activation.LINEAR, InitializerKind.CONSTANT, 0)));
    ReferenceNetwork<A> scalar = new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, 1);
    double[] path = new double[gradients.length];
    for (int i = 0; i < path.length; i++) {
      arithmetic.load(new float[] {gradients[i]}, scalar.layerParameters(0).weightGradient(), 1);
      scalar.prepare(rule);
      scalar.update(rule);
      path[i] = scalar.parameters()[0];
    }
    return path;
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void gradientDescent(Arithmetic<?> arithmetic) {
    double[] w = path(arithmetic, rule(OptimizerKind.SGD), 1, -2, 3);
    assertThat(w).containsExactly(new double[] {-0.01, 0.01, -0.02}, within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void classicalMomentumKeepsTheLearningRateOutside(Arithmetic<?> arithmetic) {
    float[] ones = new float[60];
    Arrays.fill(ones, 1f);
    double[] w = path(arithmetic, rule(OptimizerKind.MOMENTUM), ones);
    assertThat(w[0]).isCloseTo(-0.01, within(1e-8));
    assertThat(w[1] - w[0]).isCloseTo(-0.016, within(1e-8));
    assertThat(w[2] - w[1]).isCloseTo(-0.0196, within(1e-8));
    assertThat(w[59] - w[58]).isCloseTo(-0.025, within(2e-7));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void nesterovInKerasForm(Arithmetic<?> arithmetic) {
    float[] gradients = {1, -0.5f, 2, 2};
    double[] w = path(arithmetic, rule(OptimizerKind.NESTEROV), gradients);
    double position = 0;
    double velocity = 0;
    for (int i = 0; i < gradients.length; i++) {
      double before = velocity;
      velocity = 0.6 * velocity - RATE * gradients[i];
      position += -0.6 * before + (1 + 0.6) * velocity;
      assertThat(w[i]).isCloseTo(position, within(1e-8));
    }
    assertThat(w[0]).isCloseTo(-0.016, within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void adamsFirstStepIsTheLearningRate(Arithmetic<?> arithmetic) {
    for (float gradient : new float[] {1e-3f, 1, -7, 1e4f}) {
      double[] w = path(arithmetic, rule(OptimizerKind.ADAM), gradient);
      // Epsilon outside the bias correction weighs 1 / sqrt(1 - beta2) times its size.
      double expected = -RATE * Math.signum(gradient);
      assertThat(w[0]).isCloseTo(expected, within(RATE * 1e-8 / Math.abs(gradient) * 32 + 2e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void adam(Arithmetic<?> arithmetic) {
    float[] gradients = {1, -0.5f, 2, 2, -3, 0};
    double[] w = path(arithmetic, rule(OptimizerKind.ADAM), gradients);
    double position = 0;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double rate = RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
      position -= rate * m / (Math.sqrt(v) + 1e-8);
      assertThat(w[t - 1]).isCloseTo(position, within(3e-8));
    }
  }

  /** The gradient (3, 4), whose norm is 5. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void aClippedGradientIsScaledDownToItsGreatestNorm(Arithmetic<?> arithmetic) {
    assertThat(clipped(arithmetic, 1, 3, 4)).containsExactly(-0.6f, -0.8f);
    assertThat(clipped(arithmetic, 5, 3, 4)).containsExactly(-3, -4);
    assertThat(clipped(arithmetic, 0, 3, 4)).containsExactly(-3, -4);
    assertThat(clipped(arithmetic, 1, Float.NaN, 4)).containsExactly(Float.NaN, Float.NaN);
  }

  /** Where two parameters are after an update at the learning rate 1. */
  private static <A> float[] clipped(
      Arithmetic<A> arithmetic, double clip, float weightGradient, float biasGradient) {
    Network network =
        new Network(
            List.of(new Layer.Dense(1, 1, true, Activation.LINEAR, InitializerKind.CONSTANT, 0)));
    ReferenceNetwork<A> scalar = new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, 1);
    ReferenceParameters<A> parameters = scalar.layerParameters(0);
    arithmetic.load(new float[] {weightGradient}, parameters.weightGradient(), 1);
    arithmetic.load(new float[] {biasGradient}, parameters.biasGradient(), 1);
    Optimizer rule =
        new Optimizer(
            OptimizerKind.SGD,
            1,
            0,
            0,
            0,
            0,
            1,
            clip,
            0,
            new Optimizer.Decay(DecayKind.NONE, 1, 1));
    scalar.prepare(rule);
    scalar.update(rule);
    return scalar.parameters();
  }

  /** By sgd at the rate r, w becomes (1 - r decay) w - r g; the clip is of g alone. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void aDecayIsThatOfTheClippedLoss(Arithmetic<?> arithmetic) {
    Optimizer rule =
        new Optimizer(
            OptimizerKind.SGD,
            0.5,
            0,
            0,
            0,
            0,
            1,
            2,
            0.25,
            new Optimizer.Decay(DecayKind.NONE, 1, 1));
    double[] w = path(arithmetic, rule, 4, 1, 0);
    assertThat(w).containsExactly(-1, 0.875 * -1 - 0.5, 0.875 * (0.875 * -1 - 0.5));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void rmspropStartsAtZero(Arithmetic<?> arithmetic) {
    float[] gradients = {1, -0.5f, 2};
    double[] w = path(arithmetic, rule(OptimizerKind.RMSPROP), gradients);
    double position = 0;
    double s = 0;
    for (int i = 0; i < gradients.length; i++) {
      s = 0.9 * s + 0.1 * gradients[i] * gradients[i];
      position -= RATE * gradients[i] / (Math.sqrt(s) + 1e-8);
      assertThat(w[i]).isCloseTo(position, within(3e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void optimisticTakesTwiceTheGradientLessTheLast(Arithmetic<?> arithmetic) {
    double[] w = path(arithmetic, rule(OptimizerKind.OPTIMISTIC), 1, -2, 3);
    assertThat(w).containsExactly(new double[] {-0.02, 0.03, -0.05}, within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void aResetForgetsStateAndCounter(Arithmetic<?> arithmetic) {
    assertReset(arithmetic);
  }

  private static <A> void assertReset(Arithmetic<A> arithmetic) {
    for (OptimizerKind kind : OptimizerKind.values()) {
      Network network = new Network(List.of(GameCase.dense(1, 1, Activation.LINEAR)));
      ReferenceNetwork<A> scalar = new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, 1);
      float[] start = {0.25f, -0.5f};
      float[][] ends = new float[2][];
      for (int round = 0; round < 2; round++) {
        scalar.setParameters(start);
        for (float gradient : new float[] {1, 3}) {
          arithmetic.load(new float[] {gradient}, scalar.layerParameters(0).weightGradient(), 1);
          arithmetic.load(new float[] {-gradient}, scalar.layerParameters(0).biasGradient(), 1);
          scalar.prepare(rule(kind));
          scalar.update(rule(kind));
        }
        ends[round] = scalar.parameters();
        scalar.resetOptimizer();
      }
      assertThat(ends[1]).as(kind.text()).containsExactly(ends[0]);
      assertThat(ends[0][0]).isNotEqualTo(start[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void statesThatAreNotFedEndAtZeroAndAreNeverSubnormal(OptimizerKind kind) {
    Optimizer fast =
        new Optimizer(
            kind, RATE, 0.6, 0.9, 0.9, 0.9, 1e-8, 0, 0, new Optimizer.Decay(DecayKind.NONE, 1, 1));
    float[] w = {0, 0};
    float[] first = {0, 0};
    float[] second = {0, 0};
    float[] gradient = {3, -3};
    for (int update = 0; update < 1_100; update++) {
      new FloatArithmetic().update(fast, RATE, w, gradient, first, second, 2);
      for (float state : new float[] {first[0], first[1], second[0], second[1]}) {
        assertThat(state == 0 || Math.abs(state) >= Float.MIN_NORMAL)
            .as("%s's state %s after update %d", kind, state, update)
            .isTrue();
      }
      Arrays.fill(gradient, 0);
    }
    assertThat(first).containsExactly(0, 0);
    assertThat(second).containsExactly(0, 0);
  }
}
