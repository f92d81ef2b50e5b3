// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * A feed-forward network as data.
 *
 * @param layers first to last; each one's input has the shape of the output before it
 */
public record Network(List<Layer> layers) implements Serializable {
  /**
   * Checks that the layers fit.
   *
   * @throws IllegalArgumentException naming the layer, the shape that its input must have and the
   *     one before it
   */
  public Network {
    layers = List.copyOf(layers);
    for (int i = 1; i < layers.size(); i++) {
      Shape input = layers.get(i).input();
      Shape before = layers.get(i - 1).output();
      if (!input.equals(before)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the input of layer %d (%s) must be %s, got %s",
                i,
                layers.get(i).getClass().getSimpleName(),
                input.text(),
                before.text()));
      }
    }
  }

  /** What the columns of the input mean. */
  public Shape input() {
    return layers.get(0).input();
  }

  /** What the columns of the output mean. */
  public Shape output() {
    return layers.get(layers.size() - 1).output();
  }

  /** Columns of the input. */
  public int in() {
    return layers.get(0).in();
  }

  /** Columns of the output. */
  public int out() {
    return layers.get(layers.size() - 1).out();
  }

  /** Whether a row's output depends on the other rows of its batch, outside training too. */
  public boolean comparesRows() {
    return layers.stream().anyMatch(Layer::comparesRows);
  }

  /** Trainable numbers of all layers. */
  public int parameters() {
    return layers.stream().mapToInt(Layer::parameters).sum();
  }

  /** Of these, how many no gradient moves: the moving statistics of batch norm. */
  public int statistics() {
    return layers.stream().mapToInt(Layer::statistics).sum();
  }

  /** Columns that dropout may drop in the layers before one: what tells their masks apart. */
  public int droppedBefore(int index) {
    return layers.stream().limit(index).mapToInt(Layer::dropped).sum();
  }

  /** Whether a training pass is another function of its rows than one outside training. */
  public boolean dependsOnMode() {
    return statistics() > 0 || droppedBefore(layers.size()) > 0;
  }

  /** Multiply-adds of a forward pass of one row of a batch. */
  public double multiplyAdds(int batch) {
    return layers.stream().mapToDouble(layer -> layer.multiplyAdds(batch)).sum();
  }
}
