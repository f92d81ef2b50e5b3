// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.Shape;

class LayerNormTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 4;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  /** Ba, Kiros and Hinton 2016, equation 4, from the row's own mean and biased variance. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isOfEachRow(boolean learns) {
    ReferenceNetwork<double[]> network = network(new LayerNorm(COLUMNS, learns));
    double[] gamma = {1, 1, 1, 1};
    double[] beta = new double[COLUMNS];
    if (learns) {
      assertThat(network.parameters()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
      gamma = spread(network.layerParameters(0).weights(), 2);
      beta = spread(network.layerParameters(0).biases(), 3);
    }
    double[] x = Game.random(arithmetic, ROWS * COLUMNS, 5);
    double[] y = new ReferencePass<>(arithmetic, network, ROWS).forward(x);
    for (int row = 0; row < ROWS; row++) {
      double mean = 0;
      double square = 0;
      for (int column = 0; column < COLUMNS; column++) {
        mean += x[row * COLUMNS + column] / COLUMNS;
        square += x[row * COLUMNS + column] * x[row * COLUMNS + column] / COLUMNS;
      }
      double deviation = Math.sqrt(square - mean * mean + 1e-5);
      for (int column = 0; column < COLUMNS; column++) {
        double normal = (x[row * COLUMNS + column] - mean) / deviation;
        assertThat(y[row * COLUMNS + column])
            .isCloseTo(gamma[column] * normal + beta[column], within(1e-12));
      }
    }
  }

  /** A gamma and beta of each channel, by the mean and variance of the whole image. */
  @Test
  void ofImagesLearnsByChannel() {
    Shape image = new Shape(2, 2, 3);
    ReferenceNetwork<double[]> network = network(new LayerNorm(image, true));
    assertThat(network.parameters()).containsExactly(1, 1, 0, 0);
    double[] gamma = spread(network.layerParameters(0).weights(), 2);
    double[] beta = spread(network.layerParameters(0).biases(), 3);
    double[] x = Game.random(arithmetic, ROWS * image.columns(), 5);
    double[] y = new ReferencePass<>(arithmetic, network, ROWS).forward(x);
    for (int row = 0; row < ROWS; row++) {
      double[] normal = new double[image.columns()];
      for (int i = 0; i < normal.length; i++) {
        int channel = i % image.channels();
        normal[i] = (y[row * normal.length + i] - beta[channel]) / gamma[channel];
      }
      double[] own = Arrays.copyOfRange(x, row * normal.length, (row + 1) * normal.length);
      assertThat(normal).containsExactly(standardized(own), within(1e-12));
    }
  }

  /** Ulyanov, Vedaldi and Lempitsky 2016, equation 4: each channel of each image by itself. */
  @Test
  void withoutParametersIsOfEachChannelOfAnImage() {
    Shape image = new Shape(2, 2, 3);
    ReferenceNetwork<double[]> network = network(new LayerNorm(image, false));
    assertThat(network.parameters()).isEmpty();
    double[] x = Game.random(arithmetic, ROWS * image.columns(), 5);
    double[] y = new ReferencePass<>(arithmetic, network, ROWS).forward(x);
    for (int row = 0; row < ROWS; row++) {
      for (int channel = 0; channel < image.channels(); channel++) {
        double[] before = new double[image.pixels()];
        double[] after = new double[image.pixels()];
        for (int pixel = 0; pixel < image.pixels(); pixel++) {
          int at = row * image.columns() + pixel * image.channels() + channel;
          before[pixel] = x[at];
          after[pixel] = y[at];
        }
        assertThat(after).containsExactly(standardized(before), within(1e-12));
      }
    }
  }

  private static double[] standardized(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double variance =
        Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return Arrays.stream(numbers).map(x -> (x - mean) / Math.sqrt(variance + 1e-5)).toArray();
  }

  /** Of one column, and of equal ones, beta is left, and nothing is divided by 0. */
  @Test
  void ofNumbersThatDoNotDifferIsBeta() {
    for (int columns : new int[] {1, 3}) {
      ReferenceNetwork<double[]> network = network(new LayerNorm(columns, true));
      double[] beta = spread(network.layerParameters(0).biases(), 3);
      double[] x = new double[columns];
      Arrays.fill(x, 0.7);
      ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, 1);
      assertThat(pass.forward(x)).containsExactly(beta, within(1e-9));
      assertThat(pass.backward(new double[columns], true, true)).containsOnly(0);
    }
  }

  /** Networks begin with gamma 1, at which a factor of gamma that is left out would not show. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void hasItsFirstAndSecondDerivativesAtAnyGamma(int pixels) {
    Shape columns = new Shape(COLUMNS / pixels, 1, pixels);
    Network layers =
        new Network(
            List.of(
                GameCase.dense(2, COLUMNS, Activation.TANH),
                new Reshape(Shape.columns(COLUMNS), columns),
                new LayerNorm(columns, true),
                new Activate(columns, Activation.SIGMOID),
                new LayerNorm(columns, true),
                new Activate(columns, Activation.TANH)));
    ReferenceNetwork<double[]> network =
        new ReferenceNetwork<>(arithmetic, layers, Player.DISCRIMINATOR, 3);
    for (int layer : new int[] {2, 4}) {
      spread(network.layerParameters(layer).weights(), layer);
      spread(network.layerParameters(layer).biases(), layer + 1);
    }
    ReferencePass<double[]> pass = new ReferencePass<>(arithmetic, network, ROWS);
    double[] x = Game.random(arithmetic, ROWS * 2, 5);
    double[] ofOutput = Game.random(arithmetic, ROWS * COLUMNS, 6);
    double[] direction = Game.random(arithmetic, ROWS * 2, 7);
    DoubleSupplier first = () -> dot(pass.forward(x), ofOutput);
    DoubleSupplier second =
        () -> {
          pass.forward(x);
          return dot(pass.backward(ofOutput.clone(), false, true), direction);
        };

    pass.forward(x);
    network.clearGradients();
    double[] ofInput = pass.backward(ofOutput.clone(), true, true).clone();
    assertThat(FiniteDifference.error(network, first)).isLessThan(1e-7);
    assertThat(FiniteDifference.error(x, ofInput, x.length, first)).isLessThan(1e-7);

    assertThat(second.getAsDouble()).isNotZero();
    network.clearGradients();
    pass.addTangentGradients(direction);
    assertThat(FiniteDifference.error(network, second)).isLessThan(1e-6);
  }

  private ReferenceNetwork<double[]> network(LayerNorm layer) {
    return new ReferenceNetwork<>(arithmetic, new Network(List.of(layer)), Player.DISCRIMINATOR, 3);
  }

  /** Makes numbers differ. */
  private double[] spread(double[] numbers, int seed) {
    double[] drawn = Game.random(arithmetic, numbers.length, seed);
    System.arraycopy(drawn, 0, numbers, 0, numbers.length);
    return numbers;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
