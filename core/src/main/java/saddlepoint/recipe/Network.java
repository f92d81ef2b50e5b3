// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * A feed-forward network as data.
 *
 * @param layers first to last; each one's input has as many columns as the output before it
 */
public record Network(List<Layer> layers) implements Serializable {
  public Network {
    layers = List.copyOf(layers);
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).in() != layers.get(i - 1).out()) {
        throw new IllegalArgumentException(
            "layer "
                + i
                + " wants "
                + layers.get(i).in()
                + " columns and gets "
                + layers.get(i - 1).out());
      }
    }
  }

  /** Columns of the input. */
  public int in() {
    return layers.get(0).in();
  }

  /** Columns of the output. */
  public int out() {
    return layers.get(layers.size() - 1).out();
  }

  /** Whether a row's output depends on the other rows of its batch. */
  public boolean comparesRows() {
    return layers.stream().anyMatch(Layer::comparesRows);
  }

  /** Trainable numbers of all layers. */
  public int parameters() {
    return layers.stream().mapToInt(Layer::parameters).sum();
  }

  /** Multiply-adds of a forward pass of one row of a batch. */
  public double multiplyAdds(int batch) {
    return layers.stream().mapToDouble(layer -> layer.multiplyAdds(batch)).sum();
  }
}
