// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.recipe.Balance;
import saddlepoint.recipe.BalanceRange;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** Prints how far losses and derivatives are from theory. */
@Tag("acceptance")
class TheoryFiguresTest {
  private static final int ROWS = GameCase.ROWS;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  /** Of a place where real rows have the density .7 and generated ones .3. */
  @Test
  void optimumOfEveryLoss() {
    double p = 0.7;
    double q = 0.3;
    System.out.println("| loss | D's best output, found | theory | D's loss there |");
    System.out.println("|---|---|---|---|");
    for (LossKind kind : LossKind.values()) {
      Loss loss = Trials.of("ring", Map.of("loss", kind.text())).gan().loss();
      DoubleUnaryOperator value =
          z -> p * term(loss, z, loss.realLabel()) + q * term(loss, z, loss.fakeLabel());
      switch (kind) {
        case MINIMAX, NON_SATURATING -> {
          double z = lowest(value, -20, 20);
          tell(kind, 1 / (1 + Math.exp(-z)), p, value.applyAsDouble(z));
          double entropy = -p * Math.log(p) - q * Math.log(q);
          assertThat(value.applyAsDouble(z)).isCloseTo(entropy, within(1e-12));
        }
        case LEAST_SQUARES -> tell(kind, lowest(value, -5, 5), p, value.applyAsDouble(p));
        case HINGE -> tell(kind, lowest(value, -5, 5), 1, value.applyAsDouble(1));
        case WASSERSTEIN -> {
          // Without a bound there is none: the best is at the bound.
          tell(kind, lowest(value, -1, 1), 1, value.applyAsDouble(1));
          assertThat(value.applyAsDouble(100)).isLessThan(value.applyAsDouble(10));
        }
        case BEGAN -> {
          Balance balance = new Balance(0.5, 0.001, BalanceRange.UNIT);
          Balance free = new Balance(0.5, 0.001, BalanceRange.FREE);
          System.out.printf(
              Locale.ROOT,
              "began: k from 0 with L(x) = 0, L(G(z)) = 1: %s held, %s free; from 1 with 10, 0: %s"
                  + " held, %s free%n",
              balance.next(0, 0, 1),
              free.next(0, 0, 1),
              balance.next(1, 10, 0),
              free.next(1, 10, 0));
          assertThat(balance.next(0, 0, 1)).isZero();
          assertThat(balance.next(1, 10, 0)).isEqualTo(1);
        }
      }
    }
  }

  private void tell(LossKind kind, double found, double theory, double loss) {
    System.out.printf(
        Locale.ROOT, "| %s | %.7f | %.7f | %.7f |%n", kind.text(), found, theory, loss);
    assertThat(found).as(kind.text()).isCloseTo(theory, within(1e-6));
  }

  private double term(Loss loss, double z, double target) {
    double[] logits = {z};
    double[] outputs = new double[1];
    arithmetic.discriminatorOutput(loss, logits, outputs, 1);
    return arithmetic.discriminatorLoss(loss, logits, outputs, new float[] {(float) target}, 1);
  }

  /** By golden section, of a convex function. */
  private static double lowest(DoubleUnaryOperator value, double from, double to) {
    double low = from;
    double high = to;
    while (high - low > 1e-9) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (value.applyAsDouble(left) < value.applyAsDouble(right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  /** Central differences in double, relative to the greatest derivative of each network. */
  @Test
  void derivativesOfEveryKindOfLayer() {
    System.out.println("| network | first derivatives off by | second derivatives off by |");
    System.out.println("|---|---|---|");
    GameCase.networks()
        .forEach(
            network -> {
              boolean isApart = network.layers().stream().noneMatch(Layer::couplesRows);
              double first = error(network, false);
              System.out.printf(
                  Locale.ROOT,
                  "| %s | %.1e | %s |%n",
                  network.layers().stream()
                      .map(layer -> layer.getClass().getSimpleName())
                      .collect(Collectors.joining(", ")),
                  first,
                  isApart
                      ? String.format(Locale.ROOT, "%.1e", error(network, true))
                      : "not penalized");
              assertThat(first).isLessThan(1e-6);
            });
    assertThat(GameCase.networks().count()).isGreaterThan(20);
  }

  private double error(Network network, boolean isSecond) {
    ReferenceNetwork<double[]> player =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, player, ROWS);
    ForwardMode mode = network.dependsOnMode() ? GameCase.training() : ForwardMode.INFERENCE;
    double[] x = GameCase.input(arithmetic, network, ROWS);
    double[] ofOutput = Game.random(arithmetic, ROWS * network.out(), 6);
    double[] direction = GameCase.direction(arithmetic, network, ROWS);
    DoubleSupplier value =
        () -> {
          double[] y = pass.forward(x, mode);
          return isSecond
              ? dot(pass.backward(ofOutput.clone(), false, true), direction)
              : dot(y, ofOutput);
        };
    assertThat(value.getAsDouble()).isFinite();
    player.clearGradients();
    if (isSecond) {
      pass.addTangentGradients(direction);
    } else {
      pass.backward(ofOutput.clone(), true, false);
    }
    return FiniteDifference.error(player, value);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
