// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.DiscriminatorMeaning;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Player;

/** What Goodfellow et al. 2014 and its variants say about the losses. */
class LossTheoryTest {
  private static final Loss NON_SATURATING = loss(LossKind.NON_SATURATING, 1, 0, 0);
  private static final Loss MINIMAX = loss(LossKind.MINIMAX, 1, 0, 0);
  private static final double LOG_4 = 1.3862943611198906;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();
  private final FloatArithmetic single = new FloatArithmetic();

  static Stream<Arithmetic<?>> arithmetics() {
    return Stream.of(new DoubleArithmetic(), new FloatArithmetic());
  }

  private static Loss loss(LossKind kind, double real, double fake, double flip) {
    return new Loss(kind, OutputKind.SIGMOID, 0.01, 0, real, fake, flip);
  }

  @Test
  void crossEntropyHasItsMinimumAtTheShareOfTheTarget() {
    // f(y) = -m log y - n log(1 - y) is n + m times the cross-entropy with target m / (m + n).
    assertThat(weightedMinimum(1, 1, 0.5)).isCloseTo(1.386294, within(5e-7));
    assertThat(weightedMinimum(3, 1, 0.75)).isCloseTo(2.249341, within(5e-7));
    weightedMinimum(0.3, 2.1, 0.125);
  }

  private double weightedMinimum(double m, double n, double expected) {
    float target = (float) (m / (m + n));
    double logit = Math.log(expected / (1 - expected));
    double[] dz = {1};
    arithmetic.discriminatorGradient(
        NON_SATURATING, new double[] {logit}, d(logit), new float[] {target}, dz, 1);
    assertThat(dz[0]).isCloseTo(0, within(1e-7));
    double least = f(m, n, target, logit);
    for (double away : new double[] {-3, -0.1, -0.01, 0.01, 0.1, 3}) {
      assertThat(f(m, n, target, logit + away)).isGreaterThan(least);
    }
    return least;
  }

  private double f(double m, double n, float target, double logit) {
    return (m + n)
        * arithmetic.discriminatorLoss(
            NON_SATURATING, new double[] {logit}, d(logit), new float[] {target}, 1);
  }

  private double[] d(double logit) {
    double[] d = new double[1];
    arithmetic.discriminatorOutput(NON_SATURATING, new double[] {logit}, d, 1);
    return d;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.8})
  void aConstantDiscriminatorScoresAtMostMinusLog4(double c) {
    double[] z = {Math.log(c / (1 - c))};
    double score =
        arithmetic.score(MINIMAX, z, d(z[0]), true, 1)
            + arithmetic.score(MINIMAX, z, d(z[0]), false, 1);
    assertThat(score).isCloseTo(Math.log(c) + Math.log(1 - c), within(1e-12));
    assertThat(score).isLessThanOrEqualTo(-LOG_4);
  }

  @Test
  void lossesAtTheEquilibrium() {
    double[] z = {0};
    double[] d = {0.5};
    assertThat(
            arithmetic.discriminatorLoss(MINIMAX, z, d, new float[] {1}, 1)
                + arithmetic.discriminatorLoss(MINIMAX, z, d, new float[] {0}, 1))
        .isCloseTo(LOG_4, within(1e-12));
    assertThat(arithmetic.generatorLoss(NON_SATURATING, z, d, 1))
        .isCloseTo(LOG_4 / 2, within(1e-12));
    assertThat(arithmetic.generatorLoss(MINIMAX, z, d, 1)).isCloseTo(-LOG_4 / 2, within(1e-12));
    Loss squares = loss(LossKind.LEAST_SQUARES, 1, 0, 0);
    assertThat(
            arithmetic.discriminatorLoss(squares, d, d, new float[] {1}, 1)
                + arithmetic.discriminatorLoss(squares, d, d, new float[] {0}, 1))
        .isEqualTo(0.25);
    assertThat(arithmetic.generatorLoss(squares, d, d, 1)).isEqualTo(0.125);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-40, -5, 0, 5, 40})
  void slopeOfCrossEntropyIsSigmoidLessTarget(double z) {
    double sigmoid = 1 / (1 + Math.exp(-z));
    double rest = 1 / (1 + Math.exp(z));
    for (float y : new float[] {0, 0.25f, 1}) {
      double expected = y == 1 ? -rest : sigmoid - y;
      assertSlope(arithmetic, z, y, expected, 1e-15);
      assertSlope(single, z, y, expected, 2e-7);
      double l = Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
      double[] d = d(z);
      assertThat(
              arithmetic.discriminatorLoss(NON_SATURATING, new double[] {z}, d, new float[] {y}, 1))
          .isCloseTo(l, within(1e-13));
      assertThat(
              single.discriminatorLoss(
                  NON_SATURATING,
                  new float[] {(float) z},
                  new float[] {(float) d[0]},
                  new float[] {y},
                  1))
          .isCloseTo(l, within(2e-6 * Math.max(1, l)));
    }
  }

  private static <A> void assertSlope(
      Arithmetic<A> arithmetic, double logit, float y, double expected, double tolerance) {
    A z = array(arithmetic, logit);
    A d = arithmetic.allocate(1);
    A dz = arithmetic.allocate(1);
    arithmetic.discriminatorOutput(NON_SATURATING, z, d, 1);
    arithmetic.discriminatorGradient(NON_SATURATING, z, d, new float[] {y}, dz, 1);
    assertThat(first(arithmetic, dz))
        .isCloseTo(expected, within(tolerance + 1e-7 * Math.abs(expected)));
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void theSaturatingLossHasNoSlopeWhereTheDiscriminatorIsSure(Arithmetic<?> arithmetic) {
    assertGeneratorSlopes(arithmetic);
  }

  private static <A> void assertGeneratorSlopes(Arithmetic<A> arithmetic) {
    for (double z : new double[] {-40, -10, -5, 0, 5, 10}) {
      double sigmoid = 1 / (1 + Math.exp(-z));
      assertThat(generatorSlope(arithmetic, NON_SATURATING, z))
          .isCloseTo(-1 / (1 + Math.exp(z)), within(1e-7));
      double saturating = generatorSlope(arithmetic, MINIMAX, z);
      assertThat(saturating).isCloseTo(-sigmoid, within(3e-7 * sigmoid));
    }
    double nonSaturating = generatorSlope(arithmetic, NON_SATURATING, -10);
    double saturating = generatorSlope(arithmetic, MINIMAX, -10);
    assertThat(nonSaturating).isCloseTo(-0.99995, within(5e-6));
    assertThat(saturating).isCloseTo(-4.5e-5, within(5e-7));
    assertThat(saturating / nonSaturating).isCloseTo(Math.exp(-10), within(1e-6 * Math.exp(-10)));
  }

  private static <A> double generatorSlope(Arithmetic<A> arithmetic, Loss loss, double logit) {
    A z = array(arithmetic, logit);
    A d = arithmetic.allocate(1);
    A dz = arithmetic.allocate(1);
    arithmetic.discriminatorOutput(loss, z, d, 1);
    arithmetic.generatorGradient(loss, z, d, dz, 1);
    return first(arithmetic, dz);
  }

  @Test
  void nothingFlowsThroughAClampOrBelowAFloor() {
    Loss clamped = new Loss(LossKind.NON_SATURATING, OutputKind.CLAMPED_TANH, 0.01, 0, 1, 0, 0);
    Loss floored = new Loss(LossKind.NON_SATURATING, OutputKind.SIGMOID, 0.01, 1e-5, 1, 0, 0);
    for (Arithmetic<?> arithmetic : arithmetics().toList()) {
      assertThat(generatorSlope(arithmetic, clamped, -1)).isZero();
      assertThat(generatorSlope(arithmetic, clamped, 4)).isZero();
      assertThat(generatorSlope(arithmetic, clamped, 0.5)).isNegative();
      assertThat(generatorSlope(arithmetic, floored, -12)).isZero();
      assertThat(generatorSlope(arithmetic, floored, -11)).isCloseTo(-1, within(1e-4));
    }
  }

  @Test
  void smoothedLabelsMoveTheEquilibrium() {
    Loss smoothed = loss(LossKind.NON_SATURATING, 0.95, 0, 0);
    Equilibrium equilibrium = smoothed.equilibrium();
    assertThat(equilibrium.d1()).isCloseTo(0.475, within(1e-12));
    double[] z = {Math.log(0.475 / 0.525)};
    double[] d = {0.475};
    double real = arithmetic.discriminatorLoss(smoothed, z, d, new float[] {0.95f}, 1);
    double fake = arithmetic.discriminatorLoss(smoothed, z, d, new float[] {0}, 1);
    assertThat(real).isCloseTo(0.739436, within(5e-7));
    assertThat(fake).isCloseTo(0.644357, within(5e-7));
    assertThat((real + fake) / 2).isCloseTo(0.691897, within(5e-7));
    double[] ofReal = new double[1];
    double[] ofFake = new double[1];
    arithmetic.discriminatorGradient(smoothed, z, d, new float[] {0.95f}, ofReal, 1);
    arithmetic.discriminatorGradient(smoothed, z, d, new float[] {0}, ofFake, 1);
    assertThat(ofReal[0] + ofFake[0]).isCloseTo(0, within(1e-7));
  }

  @Test
  void swappingBothLabelsMirrorsTheDiscriminator() {
    for (float y : new float[] {0, 0.1f, 0.9f, 1}) {
      for (double z : new double[] {-7, -0.4, 0, 2.5}) {
        double[] plain = new double[1];
        double[] mirrored = new double[1];
        arithmetic.discriminatorGradient(
            MINIMAX, new double[] {z}, d(z), new float[] {y}, plain, 1);
        arithmetic.discriminatorGradient(
            MINIMAX, new double[] {-z}, d(-z), new float[] {1 - y}, mirrored, 1);
        assertThat(mirrored[0]).isCloseTo(-plain[0], within(1e-7));
        assertThat(
                arithmetic.discriminatorLoss(
                    MINIMAX, new double[] {-z}, d(-z), new float[] {1 - y}, 1))
            .isCloseTo(
                arithmetic.discriminatorLoss(MINIMAX, new double[] {z}, d(z), new float[] {y}, 1),
                within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.8})
  void theEquilibriumOfLeastSquaresIsTheMinimumWithFlippedTargets(double flip) {
    double a = 0.9;
    double b = 0.1;
    Loss loss = loss(LossKind.LEAST_SQUARES, a, b, flip);
    Equilibrium equilibrium = loss.equilibrium();
    double best = equilibrium.d1();
    assertThat(best).isCloseTo(0.5, within(1e-12));
    assertThat(equilibrium.v()).isCloseTo(-expectedLoss(loss, best), within(1e-7));
    assertThat(expectedLoss(loss, best - 0.01)).isGreaterThan(expectedLoss(loss, best));
    assertThat(expectedLoss(loss, best + 0.01)).isGreaterThan(expectedLoss(loss, best));
  }

  @Test
  void targetsThatPushOneWayHaveNoEquilibrium() {
    assertThat(loss(LossKind.MINIMAX, 2, 0, 0).equilibrium().exists()).isFalse();
    assertThat(loss(LossKind.NON_SATURATING, 0, 0, 0).equilibrium().exists()).isFalse();
    assertThat(loss(LossKind.NON_SATURATING, 0, 1, 0).equilibrium().d1()).isEqualTo(0.5);
  }

  private double expectedLoss(Loss loss, double output) {
    double ofReal = ofTarget(loss, output, loss.realLabel());
    double ofFake = ofTarget(loss, output, loss.fakeLabel());
    double keep = 1 - loss.flip();
    return keep * (ofReal + ofFake) + loss.flip() * (ofFake + ofReal);
  }

  private double ofTarget(Loss loss, double output, double target) {
    double[] z = {output};
    return arithmetic.discriminatorLoss(loss, z, z, new float[] {(float) target}, 1);
  }

  private static <A> A array(Arithmetic<A> arithmetic, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    A array = arithmetic.allocate(values.length);
    arithmetic.load(floats, array, values.length);
    return array;
  }

  private static <A> double first(Arithmetic<A> arithmetic, A array) {
    float[] value = new float[1];
    arithmetic.store(array, value, 1);
    return value[0];
  }

  private static Loss critic(LossKind kind) {
    return loss(kind, 1, -1, 0);
  }

  /** Arjovsky et al. 2017, equation 3, and algorithm 1 for the generator. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void wassersteinIsTheDifferenceOfMeans(Arithmetic<?> of) {
    assertDifferenceOfMeans(of);
  }

  private static <A> void assertDifferenceOfMeans(Arithmetic<A> of) {
    Loss loss = critic(LossKind.WASSERSTEIN);
    A real = array(of, 3, -1, 2, 0);
    A fake = array(of, 5, 1, -2, 8);
    assertThat(
            of.discriminatorLoss(loss, real, real, targets(1), 4)
                + of.discriminatorLoss(loss, fake, fake, targets(-1), 4))
        .isEqualTo(3 - 1);
    assertThat(of.generatorLoss(loss, fake, fake, 4)).isEqualTo(-3);
    assertThat(slopes(of, loss, real, 1)).containsExactly(-.25f, -.25f, -.25f, -.25f);
    assertThat(slopes(of, loss, fake, -1)).containsExactly(.25f, .25f, .25f, .25f);
    assertThat(slopesOfGenerator(of, loss, fake)).containsExactly(-.25f, -.25f, -.25f, -.25f);
  }

  /** Lim and Ye 2017: rows beyond the margin teach D nothing, and G has the critic's slope. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void theHingeStopsAtItsMargin(Arithmetic<?> of) {
    assertMargin(of);
  }

  private static <A> void assertMargin(Arithmetic<A> of) {
    Loss loss = critic(LossKind.HINGE);
    A real = array(of, 3, 1, 0.5, -1);
    A fake = array(of, -3, -1, -0.5, 1);
    for (A rows : List.of(real, fake)) {
      float sign = rows == real ? 1 : -1;
      assertThat(of.discriminatorLoss(loss, rows, rows, targets(sign), 4)).isEqualTo((0.5 + 2) / 4);
      assertThat(slopes(of, loss, rows, sign)).containsExactly(0, 0, -sign / 4, -sign / 4);
    }
    assertThat(of.generatorLoss(loss, fake, fake, 4)).isEqualTo(3.5 / 4);
    assertThat(slopesOfGenerator(of, loss, fake)).containsExactly(-.25f, -.25f, -.25f, -.25f);
  }

  private static float[] targets(float target) {
    return new float[] {target, target, target, target};
  }

  private static <A> float[] slopes(Arithmetic<A> of, Loss loss, A z, float target) {
    A dz = of.allocate(4);
    of.discriminatorGradient(loss, z, z, targets(target), dz, 4);
    return floats(of, dz);
  }

  private static <A> float[] slopesOfGenerator(Arithmetic<A> of, Loss loss, A z) {
    A dz = of.allocate(4);
    of.generatorGradient(loss, z, z, dz, 4);
    return floats(of, dz);
  }

  private static <A> float[] floats(Arithmetic<A> of, A values) {
    float[] floats = new float[4];
    of.store(values, floats, 4);
    return floats;
  }

  /** A score's level means nothing: whatever is added to it leaves both players' slopes. */
  @Test
  void criticsHaveNeitherEquilibriumNorProbabilities() {
    List<LossKind> critics =
        Arrays.stream(LossKind.values())
            .filter(kind -> critic(kind).meaning() == DiscriminatorMeaning.SCORE)
            .toList();
    assertThat(critics).contains(LossKind.HINGE, LossKind.WASSERSTEIN);
    for (LossKind kind : critics) {
      Loss loss = critic(kind);
      assertThat(loss.equilibrium().exists()).isFalse();
      assertThat(loss.gives(Metric.D_REAL)).isFalse();
      assertThat(loss.gives(Metric.D_SCORE)).isFalse();
      assertThat(loss.gives(Metric.D_LOSS)).isTrue();
      assertThat(loss.logarithmsOfZero(Player.DISCRIMINATOR)).isEmpty();
      double[] output = {-7};
      arithmetic.discriminatorOutput(loss, new double[] {12.5}, output, 1);
      assertThat(output).containsExactly(12.5);
      assertThat(arithmetic.score(loss, output, output, true, 1)).isNaN();
    }
  }
}
