// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerKinds;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.PenaltyKind;
import saddlepoint.recipe.Player;

/**
 * Second derivatives against central differences of first ones, in double precision. Inputs are at
 * random, so that none is within the differences' step of a kink of relu, leaky relu or maximum
 * pooling, where there is no second derivative.
 */
class PenaltyTest {
  private static final double TOLERANCE = 1e-6;
  private static final int ROWS = GameCase.ROWS;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  static Stream<Network> networks() {
    return GameCase.networksOfSeparateRows();
  }

  @Test
  void everyKindOfLayerIsHereOrCouplesRows() {
    Set<Class<?>> covered =
        networks()
            .flatMap(network -> network.layers().stream())
            .map(Layer::getClass)
            .collect(Collectors.toSet());
    Set<Class<?>> coupling =
        GameCase.networks()
            .flatMap(network -> network.layers().stream())
            .filter(Layer::couplesRows)
            .map(Layer::getClass)
            .collect(Collectors.toSet());
    assertThat(coupling)
        .containsExactlyInAnyOrder(Layer.MinibatchDiscrimination.class, BatchNorm.class);
    covered.addAll(coupling);
    assertThat(covered).containsExactlyInAnyOrderElementsOf(LayerKinds.all());
  }

  /** The gradient by the parameters of any product of the input's gradient and a constant. */
  @ParameterizedTest
  @MethodSource("networks")
  void ofTheInputsGradientAlongADirection(Network network) {
    ReferenceNetwork<double[]> scalar =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, scalar, ROWS);
    ForwardMode mode = network.dependsOnMode() ? GameCase.training() : ForwardMode.INFERENCE;
    double[] x = GameCase.input(arithmetic, network, ROWS);
    double[] ofOutput = Game.random(arithmetic, ROWS * network.out(), 6);
    double[] direction = GameCase.direction(arithmetic, network, ROWS);
    DoubleSupplier along =
        () -> {
          pass.forward(x, mode);
          double[] ofInput = pass.backward(ofOutput.clone(), false, true);
          double sum = 0;
          for (int i = 0; i < direction.length; i++) {
            sum += ofInput[i] * direction[i];
          }
          return sum;
        };
    assertThat(along.getAsDouble()).isFinite();
    scalar.clearGradients();
    pass.addTangentGradients(direction);

    assertThat(FiniteDifference.error(scalar, along)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void ofEveryPenalty(PenaltyKind kind) {
    for (Activation activation : Activation.values()) {
      Network network =
          new Network(
              List.of(
                  GameCase.dense(3, 5, activation),
                  GameCase.dense(5, 4, activation),
                  GameCase.dense(4, 1, Activation.LINEAR)));
      Case of = new Case(network, new Penalty(kind, 1.7, 0.05), 3);
      of.add();
      assertThat(of.penalty.norms()).doesNotContain(0f);
      if (kind == PenaltyKind.ONE_SIDED) {
        assertThat(of.penalty.value()).as("%s, norms above the target", activation).isPositive();
      }
      assertThat(FiniteDifference.error(of.discriminator, of::value))
          .as("%s of %s", kind, activation)
          .isLessThan(TOLERANCE);
    }
  }

  /** Columns behind the row's own are of a label, by which nothing is penalized. */
  @Test
  void ofTheColumnsThatAreNoLabel() {
    Network network =
        new Network(
            List.of(
                GameCase.dense(3, 5, Activation.TANH), GameCase.dense(5, 1, Activation.LINEAR)));
    Case of = new Case(network, new Penalty(PenaltyKind.R1, 1, 0), 2);
    Case whole = new Case(network, new Penalty(PenaltyKind.R1, 1, 0), 3);
    of.add();
    whole.add();
    assertThat(FiniteDifference.error(of.discriminator, of::value)).isLessThan(TOLERANCE);
    assertThat(of.penalty.value()).isLessThan(whole.penalty.value());
  }

  /**
   * C = w2 f(W1 x + b1) + b2, s = f'(pre), g = W1 (s w2), u = 2 w (n - t) g / (n B): dw2 = s (W1
   * u), dW1 = u (s w2) + x q, db1 = q with q = w2 (W1 u) f''(pre).
   */
  @Test
  void ofOneHiddenLayerInClosedForm() {
    int hidden = 4;
    int in = 2;
    Network network =
        new Network(
            List.of(
                GameCase.dense(in, hidden, Activation.TANH),
                GameCase.dense(hidden, 1, Activation.LINEAR)));
    Case of = new Case(network, new Penalty(PenaltyKind.TWO_SIDED, 10, 1), in);
    of.add();
    double[] w1 = of.discriminator.layerParameters(0).weights();
    double[] b1 = of.discriminator.layerParameters(0).biases();
    double[] w2 = of.discriminator.layerParameters(1).weights();
    double[] dw1 = new double[in * hidden];
    double[] db1 = new double[hidden];
    double[] dw2 = new double[hidden];
    for (int row = 0; row < ROWS; row++) {
      double[] x = new double[in];
      for (int i = 0; i < in; i++) {
        double share = of.shares[row];
        x[i] = share * of.real[row * in + i] + (1 - share) * of.fake[row * in + i];
      }
      double[] h = new double[hidden];
      double[] g = new double[in];
      for (int k = 0; k < hidden; k++) {
        h[k] = Math.tanh(b1[k] + x[0] * w1[k] + x[1] * w1[hidden + k]);
        for (int i = 0; i < in; i++) {
          g[i] += w1[i * hidden + k] * (1 - h[k] * h[k]) * w2[k];
        }
      }
      double norm = Math.hypot(g[0], g[1]);
      for (int k = 0; k < hidden; k++) {
        double s = 1 - h[k] * h[k];
        double factor = 2 * 10 * (norm - 1) / (norm * ROWS);
        double along = factor * (g[0] * w1[k] + g[1] * w1[hidden + k]);
        double q = w2[k] * along * -2 * h[k] * s;
        dw2[k] += s * along;
        db1[k] += q;
        for (int i = 0; i < in; i++) {
          dw1[i * hidden + k] += factor * g[i] * s * w2[k] + x[i] * q;
        }
      }
    }
    assertThat(of.discriminator.layerParameters(0).weightGradient())
        .containsExactly(dw1, within(1e-12));
    assertThat(of.discriminator.layerParameters(0).biasGradient())
        .containsExactly(db1, within(1e-12));
    assertThat(of.discriminator.layerParameters(1).weightGradient())
        .containsExactly(dw2, within(1e-12));
    assertThat(of.discriminator.layerParameters(1).biasGradient()).containsOnly(0);
  }

  /** At norm 0 the two-sided penalty has no derivative, and 0 is taken. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void atNormZero(PenaltyKind kind) {
    Network network =
        new Network(
            List.of(
                GameCase.dense(2, 3, Activation.TANH),
                new Layer.Dense(3, 1, true, Activation.LINEAR, InitializerKind.CONSTANT, 0)));
    double target = kind == PenaltyKind.TWO_SIDED ? 1 : 0;
    Case twice = new Case(network, new Penalty(kind, 10, target), 2);
    twice.add();
    assertThat(twice.penalty.value()).isEqualTo(10 * target);
    assertThat(twice.discriminator.gradients()).containsOnly(0f);
    ReferenceNetwork<float[]> single =
        new ReferenceNetwork<>(new FloatArithmetic(), network, Player.DISCRIMINATOR, 3);
    ReferencePenalty<float[]> penalty =
        new ReferencePenalty<>(new FloatArithmetic(), new Penalty(kind, 10, target), single, 2, 1);
    penalty.addGradients(
        new float[] {1, 2}, new float[] {3, 4}, new float[] {0.5f}, ForwardMode.INFERENCE);
    assertThat(single.gradients()).containsOnly(0f);
    assertThat(penalty.norms()).containsExactly(0f);
  }

  @Test
  void notANumberPassesThrough() {
    for (PenaltyKind kind : PenaltyKind.values()) {
      if (kind != PenaltyKind.NONE) {
        Penalty penalty = new Penalty(kind, 1, kind == PenaltyKind.ONE_SIDED ? 1 : 0);
        float[] single = new float[2];
        new FloatArithmetic()
            .penaltyGradient(penalty, new float[] {Float.NaN, 1}, single, new float[1], 1, 2, 2);
        double[] twice = new double[2];
        arithmetic.penaltyGradient(
            penalty, new double[] {Double.NaN, 1}, twice, new double[1], 1, 2, 2);
        assertThat(single[0]).as("%s", kind).isNaN();
        assertThat(twice[0]).as("%s", kind).isNaN();
      }
    }
  }

  @Test
  void layersThatCoupleRowsAreRefused() {
    assertThatThrownBy(() -> Trials.of("ring", Map.of("penalty", "r1", "minibatch", "true")).gan())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "penalty = r1 takes the gradient of D by one row, and D's MinibatchDiscrimination makes"
                + " a row's output of all rows of its batch; leave that out, or the penalty");
  }

  /** A network with rows, whose penalty is asked for. */
  private final class Case {
    private final ReferenceNetwork<double[]> discriminator;
    private final ReferencePenalty<double[]> penalty;
    private final double[] real;
    private final double[] fake;
    private final float[] shares;

    Case(Network network, Penalty kind, int columns) {
      discriminator = new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
      penalty = new ReferencePenalty<>(arithmetic, kind, discriminator, columns, ROWS);
      real = Game.random(arithmetic, ROWS * network.in(), 5);
      fake = Game.random(arithmetic, ROWS * network.in(), 6);
      shares = Game.randomFloats(ROWS, 7);
      for (int i = 0; i < ROWS; i++) {
        shares[i] = (shares[i] + 1.5f) / 3;
      }
    }

    void add() {
      discriminator.clearGradients();
      penalty.addGradients(real, fake, shares, ForwardMode.INFERENCE);
    }

    /** The penalty, with the gradients left as they are. */
    double value() {
      List<double[]> kept = gradients().stream().map(double[]::clone).toList();
      penalty.addGradients(real, fake, shares, ForwardMode.INFERENCE);
      List<double[]> now = gradients();
      for (int i = 0; i < now.size(); i++) {
        System.arraycopy(kept.get(i), 0, now.get(i), 0, kept.get(i).length);
      }
      return penalty.value();
    }

    private List<double[]> gradients() {
      return java.util.stream.IntStream.range(0, discriminator.network().layers().size())
          .mapToObj(discriminator::layerParameters)
          .flatMap(of -> Arrays.asList(of.weightGradient(), of.biasGradient()).stream())
          .toList();
    }
  }
}
