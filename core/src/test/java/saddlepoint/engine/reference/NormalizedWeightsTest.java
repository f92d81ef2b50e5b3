// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

class NormalizedWeightsTest {
  private static final int IN = 6;
  private static final int OUT = 4;
  private static final Layer.Dense DENSE = GameCase.dense(IN, OUT, Activation.LINEAR);
  private static final ForwardMode TRAINING = ForwardMode.training(DropoutMasks.NONE);

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  private ReferenceNetwork<double[]> network(Layer layer, NormalizedWeights.Kind kind) {
    return new ReferenceNetwork<>(
        arithmetic, new Network(List.of(new NormalizedWeights(layer, kind))), Player.GENERATOR, 3);
  }

  /** What a dense layer without biases makes of each unit vector: its weights. */
  private double[] made(ReferenceNetwork<double[]> network, ForwardMode mode) {
    double[] units = new double[IN * IN];
    for (int i = 0; i < IN; i++) {
      units[i * IN + i] = 1;
    }
    return new ReferencePass<>(arithmetic, network, IN).forward(units, mode).clone();
  }

  /** Salimans and Kingma 2016 start from g = |v|, so the first pass has the plain layer's bits. */
  @Test
  void weightNormBeginsAsThePlainLayer() {
    for (Activation activation : Activation.values()) {
      Layer plain = GameCase.dense(IN, OUT, activation);
      float[] x = Game.randomFloats(3 * IN, 5);
      assertThat(output(new NormalizedWeights(plain, NormalizedWeights.Kind.WEIGHT), x))
          .isEqualTo(output(plain, x));
    }
  }

  private static float[] output(Layer layer, float[] x) {
    FloatArithmetic single = new FloatArithmetic();
    ReferenceNetwork<float[]> network =
        new ReferenceNetwork<>(single, new Network(List.of(layer)), Player.DISCRIMINATOR, 3);
    return new ReferencePass<>(single, network, 3).forward(x);
  }

  /** g is the length of a column of weights, and v's gradient is across v. */
  @Test
  void weightNormSetsTheLengthOfEachColumn() {
    ReferenceNetwork<double[]> network = network(DENSE, NormalizedWeights.Kind.WEIGHT);
    double[] weights = network.layerParameters(0).weights();
    double[] wanted = {0.5, -2, 3, 1};
    System.arraycopy(wanted, 0, weights, IN * OUT, OUT);
    double[] made = made(network, TRAINING);
    network.clearGradients();
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, 2);
    pass.forward(Game.random(arithmetic, 2 * IN, 5));
    pass.backward(Game.random(arithmetic, 2 * OUT, 6), true, false);
    double[] gradient = network.layerParameters(0).weightGradient();
    for (int column = 0; column < OUT; column++) {
      double squares = 0;
      double along = 0;
      double product = 0;
      for (int i = column; i < IN * OUT; i += OUT) {
        squares += made[i] * made[i];
        along += made[i] * weights[i];
        product += gradient[i] * weights[i];
      }
      assertThat(Math.sqrt(squares)).isCloseTo(Math.abs(wanted[column]), within(1e-12));
      assertThat(Math.signum(along)).isEqualTo(Math.signum(wanted[column]));
      assertThat(product).isCloseTo(0, within(1e-12));
      assertThat(gradient[IN * OUT + column]).isNotZero();
    }
  }

  /** By the decomposition of commons-math: W's singular values are V's, divided by the greatest. */
  @Test
  void sigmaIsTheGreatestSingularValue() {
    ReferenceNetwork<double[]> network = network(DENSE, NormalizedWeights.Kind.SPECTRAL);
    double[] weights = network.layerParameters(0).weights();
    double[] values = singularValues(weights, IN, OUT);
    double before = 0;
    for (int pass = 0; pass < 200; pass++) {
      double sigma = weights[0] / made(network, TRAINING)[0];
      assertThat(sigma).as("pass %d", pass).isBetween(before - 1e-12, values[0] + 1e-12);
      before = sigma;
    }
    assertThat(before).isCloseTo(values[0], within(1e-9));
    double[] ofMade = singularValues(made(network, ForwardMode.INFERENCE), IN, OUT);
    for (int i = 0; i < OUT; i++) {
      assertThat(ofMade[i]).isCloseTo(values[i] / values[0], within(1e-9));
    }
  }

  @Test
  @Tag("acceptance")
  void tellsHowFarSigmaIsFromAnSvd() {
    ReferenceNetwork<double[]> network = network(DENSE, NormalizedWeights.Kind.SPECTRAL);
    double[] weights = network.layerParameters(0).weights();
    double greatest = singularValues(weights, IN, OUT)[0];
    System.out.printf(
        Locale.ROOT, "greatest singular value of %d x %d by SVD: %.9f%n", IN, OUT, greatest);
    for (int pass = 1; pass <= 64; pass++) {
      double sigma = weights[0] / made(network, TRAINING)[0];
      if (Integer.bitCount(pass) == 1) {
        System.out.printf(
            Locale.ROOT,
            "sigma after %2d power iterations: %.9f, below it by %.1e%n",
            pass,
            sigma,
            greatest - sigma);
      }
      assertThat(sigma).isLessThan(greatest + 1e-12);
    }
    assertThat(weights[0] / made(network, TRAINING)[0]).isCloseTo(greatest, within(1e-6));
  }

  /** The kernel of a convolution is the matrix of all that an output sees, by channels. */
  @Test
  void sigmaOfAConvolutionIsOfItsKernel() {
    Shape image = new Shape(2, 4, 5);
    Convolution convolution =
        Convolution.of(image, Windows.same(image, 3, 1), 4, InitializerKind.NORMAL, 0.7);
    ReferenceNetwork<double[]> network = network(convolution, NormalizedWeights.Kind.SPECTRAL);
    ReferenceNetwork<double[]> plain =
        new ReferenceNetwork<>(arithmetic, new Network(List.of(convolution)), Player.GENERATOR, 3);
    double[] x = Game.random(arithmetic, image.columns(), 5);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, 1);
    for (int i = 0; i < 200; i++) {
      pass.forward(x, TRAINING);
    }
    double sigma = singularValues(plain.layerParameters(0).weights(), 18, 4)[0];
    double[] wanted = new ReferencePass<>(arithmetic, plain, 1).forward(x);
    double[] found = pass.forward(x);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i] / sigma, within(1e-9));
    }
  }

  private static double[] singularValues(double[] all, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int row = 0; row < rows; row++) {
      matrix[row] = Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
    }
    return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
  }

  @Test
  void theSingularVectorMovesInTheFirstPassOfAnUpdateAlone() {
    ReferenceNetwork<double[]> network = network(DENSE, NormalizedWeights.Kind.SPECTRAL);
    float[] start = network.parameters();
    double[] first = made(network, ForwardMode.INFERENCE);
    made(network, TRAINING.again());
    assertThat(network.parameters()).isEqualTo(start);

    double[] trained = made(network, TRAINING);
    float[] moved = network.parameters();
    assertThat(Arrays.copyOf(moved, IN * OUT)).isEqualTo(Arrays.copyOf(start, IN * OUT));
    assertThat(moved).isNotEqualTo(start);
    assertThat(trained).isNotEqualTo(first);
    assertThat(made(network, ForwardMode.INFERENCE)).isEqualTo(trained);
  }

  /** Averages of players are shorter than 1, which must not make sigma less. */
  @Test
  void sigmaDoesNotDependOnTheLengthOfTheSingularVector() {
    ReferenceNetwork<double[]> network = network(DENSE, NormalizedWeights.Kind.SPECTRAL);
    double[] made = made(network, TRAINING);
    double[] weights = network.layerParameters(0).weights();
    for (int i = IN * OUT; i < weights.length; i++) {
      weights[i] *= 0.3;
    }
    assertThat(made(network, ForwardMode.INFERENCE)).containsExactly(made, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void weightsOfZeroStayNumbers(NormalizedWeights.Kind kind) {
    Layer zeros = new Layer.Dense(IN, OUT, true, Activation.LINEAR, InitializerKind.CONSTANT, 0);
    ReferenceNetwork<double[]> network = network(zeros, kind);
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, 1);
    for (int i = 0; i < 2; i++) {
      assertThat(pass.forward(Game.random(arithmetic, IN, 5), TRAINING)).containsOnly(0);
    }
    pass.backward(new double[] {1, 1, 1, 1}, true, true);
    for (float gradient : network.gradients()) {
      assertThat(gradient).isFinite();
    }
  }
}
