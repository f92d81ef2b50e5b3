// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.metric.Uniform;
import saddlepoint.metric.Wasserstein;
import saddlepoint.recipe.Activation;
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
        case MINIMAX, NON_SATURATING, RELATIVISTIC_AVERAGE -> {
          // Of relativistic losses z is the lead of a row, and no output of D.
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

  /**
   * Between U(0, 1) and U(t, t + 1) the divergence is min(|t|, 1) log 2 and the distance |t|, so
   * from |t| = 1 on only the distance tells the players where to go (Arjovsky et al. 2017).
   */
  @Test
  void disjointSupports() {
    System.out.println("| t | JSD | its slope | W1 | its slope |");
    System.out.println("|---|---|---|---|---|");
    double apart = 0.01;
    for (double t : new double[] {0.25, 0.5, 0.75, 1.25, 1.5, 3}) {
      double slope = (divergence(t + apart) - divergence(t - apart)) / (2 * apart);
      double slopeOfDistance = (distance(t + apart) - distance(t - apart)) / (2 * apart);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.4f | %.4f | %.4f | %.4f |%n",
          t,
          divergence(t),
          slope,
          distance(t),
          slopeOfDistance);
      assertThat(divergence(t)).isCloseTo(Math.min(t, 1) * Math.log(2), within(1e-3));
      assertThat(slope).isCloseTo(t < 1 ? Math.log(2) : 0, within(1e-3));
      assertThat(distance(t)).isCloseTo(t, within(1e-3));
      assertThat(slopeOfDistance).isCloseTo(1, within(1e-2));
    }
  }

  /** Of the densities, in nats, by the midpoint rule, which is off by half a cell at each jump. */
  private static double divergence(double t) {
    Uniform real = new Uniform(0, 1);
    Uniform fake = new Uniform(t, t + 1);
    int cells = 100_000;
    double width = (t + 1) / cells;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double x = (i + 0.5) * width;
      double p = real.density(x);
      double q = fake.density(x);
      sum += width / 2 * (term(p, q) + term(q, p));
    }
    return sum;
  }

  private static double term(double p, double q) {
    return p == 0 ? 0 : p * Math.log(2 * p / (p + q));
  }

  /** As samples are judged. */
  private static double distance(double t) {
    float[] samples = new float[4000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (t + (i + 0.5) / samples.length);
    }
    return Wasserstein.distance(samples, new Uniform(0, 1));
  }

  /** A discrete output is the same for all that is near it, so D's slope by it is lost on G. */
  @Test
  void oneHotPassesNoGradient() {
    double[] shares = {0.2, 0.3, 0.1, 0.2, 0.15, 0.05};
    double[] others = {0.2, 0.25, 0.2, 0.1, 0.15, 0.1};
    Network network =
        new Network(
            List.of(
                GameCase.dense(shares.length, 16, Activation.TANH),
                GameCase.dense(16, 1, Activation.LINEAR)));
    ReferenceNetwork<double[]> player =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, player, 1);
    double ofShares = pass.forward(oneHot(shares))[0];
    assertThat(oneHot(shares)).isEqualTo(oneHot(others));
    assertThat(pass.forward(oneHot(others))[0]).isEqualTo(ofShares);
    System.out.println("| output of G | greatest slope of D by G's six outputs |");
    System.out.println("|---|---|");
    double soft = greatestSlope(shares, x -> pass.forward(x.clone())[0]);
    double hard = greatestSlope(shares, x -> pass.forward(oneHot(x))[0]);
    System.out.printf(Locale.ROOT, "| shares | %.4f |%n| one-hot | %.4f |%n", soft, hard);
    assertThat(soft).isGreaterThan(0.01);
    assertThat(hard).isZero();
  }

  private static double[] oneHot(double[] shares) {
    int greatest = 0;
    for (int i = 0; i < shares.length; i++) {
      greatest = shares[i] > shares[greatest] ? i : greatest;
    }
    double[] code = new double[shares.length];
    code[greatest] = 1;
    return code;
  }

  private static double greatestSlope(double[] at, ToDoubleFunction<double[]> value) {
    double step = 1e-3;
    double greatest = 0;
    for (int i = 0; i < at.length; i++) {
      double[] above = at.clone();
      double[] below = at.clone();
      above[i] += step;
      below[i] -= step;
      double slope = (value.applyAsDouble(above) - value.applyAsDouble(below)) / (2 * step);
      greatest = Math.max(greatest, Math.abs(slope));
    }
    return greatest;
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
