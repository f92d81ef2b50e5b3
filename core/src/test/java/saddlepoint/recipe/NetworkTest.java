// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes, and layers that must fit. */
class NetworkTest {
  private static final Shape IMAGE = new Shape(3, 28, 14);

  @Test
  void saysWhichLayerDoesNotFit() {
    assertThatThrownBy(() -> new Network(List.of(dense(2, 5), dense(5, 4), dense(5, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the input of layer 2 (Dense) must be 5 columns, got 4 columns");
  }

  @Test
  void equalNumbersOfColumnsAreNotEqualShapes() {
    assertThatThrownBy(() -> new Network(List.of(dense(2, 3 * 28 * 14), new Layer.Scale(IMAGE, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the input of layer 1 (Scale) must be 3 x 28 x 14, got 1176 columns");
  }

  @Test
  void countsTheColumnsOfItsShapes() {
    Network network = new Network(List.of(new Layer.Scale(IMAGE, 2), new Layer.Scale(IMAGE, 3)));
    assertThat(network.input()).isEqualTo(IMAGE);
    assertThat(network.output()).isEqualTo(IMAGE);
    assertThat(network.in()).isEqualTo(1176);
    assertThat(network.out()).isEqualTo(1176);
    assertThat(IMAGE.pixels()).isEqualTo(392);
    assertThat(IMAGE.line()).isEqualTo(42);
  }

  @Test
  void aShapeHasPixels() {
    assertThatThrownBy(() -> new Shape(3, 0, 14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be >= 0, height and width >= 1, got 3 x 0 x 14");
    assertThatThrownBy(() -> Shape.columns(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be >= 0, height and width >= 1, got -1 x 1 x 1");
  }

  private static Layer dense(int in, int out) {
    return new Layer.Dense(in, out, true, Activation.TANH, InitializerKind.TORCH, 1);
  }
}
