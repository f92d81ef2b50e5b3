// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerKinds;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Shape;

/** The double form's gradients against central differences of its own losses. */
class GradientTest {
  private static final double TOLERANCE = 1e-7;
  private static final int ROWS = GameCase.ROWS;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  static Stream<Network> networks() {
    return GameCase.networks();
  }

  static Stream<Loss> losses() {
    return GameCase.losses();
  }

  @Test
  void everyKindOfLayerIsHere() {
    Set<Class<?>> covered =
        networks()
            .flatMap(network -> network.layers().stream())
            .map(Layer::getClass)
            .collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrderElementsOf(LayerKinds.all());
  }

  @Test
  void clampsAndFloorsHoldSomeRowsAndLetOthersThrough() {
    Loss clamped = new Loss(LossKind.MINIMAX, OutputKind.CLAMPED_TANH, GameCase.CLAMP, 0, 1, 0, 0);
    Game<double[]> ofClamp = GameCase.game(arithmetic, clamped);
    for (double[] outputs : List.of(ofClamp.dReal, ofClamp.dFake)) {
      assertThat(outputs).contains(GameCase.CLAMP, 1 - GameCase.CLAMP);
      assertThat(Arrays.stream(outputs).filter(d -> Math.abs(d - 0.5) < 0.29)).isNotEmpty();
    }
    Loss sigmoid = new Loss(LossKind.MINIMAX, OutputKind.SIGMOID, GameCase.CLAMP, 0, 1, 0, 0);
    Game<double[]> ofFloor = GameCase.game(arithmetic, sigmoid);
    for (double[] outputs : List.of(ofFloor.dReal, ofFloor.dFake)) {
      assertThat(Arrays.stream(outputs).filter(d -> d < GameCase.FLOOR)).isNotEmpty();
      assertThat(Arrays.stream(outputs).filter(d -> 1 - d < GameCase.FLOOR)).isNotEmpty();
      assertThat(Arrays.stream(outputs).filter(d -> Math.abs(d - 0.5) < 0.1)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ofNetworks(Network network) {
    ReferenceNetwork<double[]> scalar =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, scalar, ROWS);
    ForwardMode mode = network.dependsOnMode() ? GameCase.training() : ForwardMode.INFERENCE;
    double[] x = GameCase.input(arithmetic, network, ROWS);
    double[] direction = Game.random(arithmetic, ROWS * network.out(), 6);
    DoubleSupplier along = () -> dot(pass.forward(x, mode), direction);
    pass.forward(x, mode);
    scalar.clearGradients();
    double[] ofInput = pass.backward(direction.clone(), true, true).clone();

    assertThat(FiniteDifference.error(scalar, along)).isLessThan(TOLERANCE);
    if (!takesClasses(network)) {
      assertThat(FiniteDifference.error(x, ofInput, x.length, along)).isLessThan(TOLERANCE);
    }
  }

  /** Classes have no gradient, and a class and a half is none. */
  private static boolean takesClasses(Network network) {
    Layer first = network.layers().get(0);
    return first instanceof LabelPlanes || first instanceof LabelProduct;
  }

  /** Outside training batch norm is a line, by statistics that no pass moves. */
  @Test
  void ofBatchNormByMovingStatistics() {
    Network network = new Network(List.of(new BatchNorm(Shape.columns(3), 1e-3, 0.9, false, 0.3)));
    ReferenceNetwork<double[]> scalar =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, scalar, ROWS);
    double[] x = Game.random(arithmetic, ROWS * 3, 5);
    double[] direction = Game.random(arithmetic, ROWS * 3, 6);
    pass.forward(x, GameCase.training());
    float[] moved = scalar.parameters();
    DoubleSupplier along = () -> dot(pass.forward(x), direction);
    pass.forward(x);
    scalar.clearGradients();
    double[] ofInput = pass.backward(direction.clone(), true, true).clone();

    assertThat(FiniteDifference.error(x, ofInput, x.length, along)).isLessThan(TOLERANCE);
    assertThat(scalar.parameters()).isEqualTo(moved);
    assertThat(Arrays.copyOfRange(scalar.gradients(), 3, 9)).containsOnly(0);
    for (int row = 0; row < ROWS; row++) {
      for (int channel = 0; channel < 3; channel++) {
        double normal =
            (x[row * 3 + channel] - moved[3 + channel]) / Math.sqrt(moved[6 + channel] + 1e-3);
        assertThat(pass.forward(x)[row * 3 + channel])
            .isCloseTo(moved[channel] * normal + moved[9 + channel], within(1e-6));
      }
    }
  }

  @Test
  void ofANumberWithoutInput() {
    Network network =
        new Network(
            List.of(new Layer.Dense(0, 1, true, Activation.TANH, InitializerKind.CONSTANT, 0.4)));
    ReferenceNetwork<double[]> scalar =
        new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, 3);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, scalar, 2);
    double[] none = new double[0];
    assertThat(pass.forward(none)).containsOnly(StrictMath.tanh((float) 0.4));
    scalar.clearGradients();
    pass.backward(new double[] {1, 2}, true, false);
    assertThat(FiniteDifference.error(scalar, () -> dot(pass.forward(none), new double[] {1, 2})))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofTheDiscriminatorsLoss(Loss loss) {
    Game<double[]> game = GameCase.game(arithmetic, loss);
    game.discriminatorGradient();
    assertThat(FiniteDifference.error(game.discriminator, game::discriminatorLoss))
        .isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofTheGeneratorsLossThroughBothNetworks(Loss loss) {
    Game<double[]> game = GameCase.game(arithmetic, loss);
    game.generatorGradient();
    assertThat(FiniteDifference.error(game.generator, game::generatorLoss)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofDensityFitting(Loss loss) {
    double[] z = Game.random(arithmetic, 40, 9);
    float[] targets = Game.randomFloats(40, 10);
    double[] gradient = new double[40];
    arithmetic.densityGradient(loss, z, targets, gradient, 40);
    IntToDoubleFunction d =
        i ->
            loss.isLinear()
                ? z[i]
                : loss.output() == OutputKind.SIGMOID
                    ? 1 / (1 + StrictMath.exp(-z[i]))
                    : StrictMath.tanh(z[i]);
    assertThat(FiniteDifference.error(z, gradient, 40, () -> meanSquare(d, targets)))
        .isLessThan(TOLERANCE);
  }

  @Test
  void ofRegression() {
    double[] y = Game.random(arithmetic, 24, 1);
    float[] targets = Game.randomFloats(24, 2);
    double[] gradient = new double[24];
    arithmetic.regressionGradient(y, targets, gradient, 24);
    assertThat(FiniteDifference.error(y, gradient, 24, () -> meanSquare(i -> y[i], targets)))
        .isLessThan(TOLERANCE);
  }

  @Test
  void ofMomentMatching() {
    int columns = 3;
    double[] y = Game.random(arithmetic, ROWS * columns, 1);
    double[] means = {0.3, -1, 2};
    double[] squares = {1, 1.5, 4.25};
    double[] gradient = new double[y.length];
    arithmetic.momentGradient(y, means, squares, gradient, ROWS, columns);
    DoubleSupplier loss =
        () -> {
          double sum = 0;
          for (int j = 0; j < columns; j++) {
            int column = j;
            double first =
                IntStream.range(0, ROWS).mapToDouble(i -> y[i * columns + column]).sum() / ROWS;
            double second =
                IntStream.range(0, ROWS)
                        .mapToDouble(i -> y[i * columns + column] * y[i * columns + column])
                        .sum()
                    / ROWS;
            sum += (first - means[j]) * (first - means[j]);
            sum += (second - squares[j]) * (second - squares[j]);
          }
          return sum / columns;
        };
    assertThat(FiniteDifference.error(y, gradient, y.length, loss)).isLessThan(TOLERANCE);
  }

  private static double meanSquare(IntToDoubleFunction values, float[] targets) {
    return IntStream.range(0, targets.length)
            .mapToDouble(i -> values.applyAsDouble(i) - targets[i])
            .map(error -> error * error)
            .sum()
        / targets.length;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, b.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void realSamplesThatChangeAfterTheDiscriminatorsMoveLeaveTheGenerators() {
    Game<float[]> plain = GameCase.game(new FloatArithmetic(), GameCase.losses().findFirst().get());
    Game<float[]> changed =
        GameCase.game(new FloatArithmetic(), GameCase.losses().findFirst().get());
    Gan gan = Trials.of("curves", Map.of()).gan();
    for (Game<float[]> game : List.of(plain, changed)) {
      game.discriminatorGradient();
      game.discriminator.update(gan.discriminatorOptimizer());
      if (game == changed) {
        Arrays.fill(changed.real, 1e6f);
      }
      game.forward();
      game.generatorGradient();
      game.generator.update(gan.generatorOptimizer());
    }
    assertThat(changed.generator.parameters()).isEqualTo(plain.generator.parameters());
    assertThat(changed.discriminatorLoss()).isNotEqualTo(plain.discriminatorLoss());
  }
}
