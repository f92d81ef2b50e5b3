// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.engine.graph.device.GraphArrays;

class ActivationLayerTest {
  private static void assertIs(
      DoubleUnaryOperator function, Function<GraphArrays<?>, GraphLayer> of) {
    new LayerCheck(
            (arrays, parameters) -> of.apply(arrays),
            (x, parameters) -> Arrays.stream(x).map(function).toArray(),
            5,
            7)
        .withInputs(u -> 6 * u - 3)
        .run();
  }

  @Test
  void isTanh() {
    assertIs(Math::tanh, ActivationLayer::tanh);
  }

  @Test
  void tanhOfLargeNumbersIsOne() {
    new LayerCheck(
            (arrays, parameters) -> ActivationLayer.tanh(arrays),
            (x, parameters) -> Arrays.stream(x).map(Math::tanh).toArray(),
            2,
            3)
        .withInputs(u -> u < 0.5 ? -2000 : 2000)
        .run();
  }

  @Test
  void isSigmoid() {
    assertIs(x -> 1 / (1 + Math.exp(-x)), ActivationLayer::sigmoid);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.01, 1, 1.5, -0.3})
  void isLeakyReluOfAnySlope(double slope) {
    assertIs(x -> x > 0 ? x : slope * x, arrays -> ActivationLayer.leakyRelu(arrays, slope));
  }
}
