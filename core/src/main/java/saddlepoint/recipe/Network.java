// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A feed-forward network as data.
 *
 * @param layers first to last; each one's input has the shape of the output before it
 * @param error of an autoencoder, whose output is how far a row is from what the last layer makes
 *     of it; null of other networks
 */
public record Network(List<Layer> layers, ReconstructionError error) implements Serializable {
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
    if (error != null && layers.get(layers.size() - 1).out() != layers.get(0).in()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an autoencoder makes as many columns as it is given, not %d of %d",
              layers.get(layers.size() - 1).out(),
              layers.get(0).in()));
    }
  }

  /** A network whose output is what its last layer makes. */
  public Network(List<Layer> layers) {
    this(layers, null);
  }

  /** How the output is measured, of an autoencoder. */
  public Optional<ReconstructionError> reconstruction() {
    return Optional.ofNullable(error);
  }

  /** What the columns of the input mean. */
  public Shape input() {
    return layers.get(0).input();
  }

  /** What the columns of the output mean. */
  public Shape output() {
    return error == null ? layers.get(layers.size() - 1).output() : Shape.columns(1);
  }

  /** Columns of the input. */
  public int in() {
    return layers.get(0).in();
  }

  /** Columns of the output. */
  public int out() {
    return output().columns();
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

  /** Columns that noise is added to in the layers before one: what tells their noise apart. */
  private int disturbedBefore(int index) {
    return layers.stream().limit(index).mapToInt(Layer::disturbed).sum();
  }

  /** Columns of the layers before one that draw what it draws, noise or masks of dropout. */
  public int drawnBefore(int index) {
    return layers.get(index).disturbed() > 0 ? disturbedBefore(index) : droppedBefore(index);
  }

  /** Whether a training pass is another function of its rows than one outside training. */
  public boolean dependsOnMode() {
    return statistics() > 0
        || droppedBefore(layers.size()) > 0
        || disturbedBefore(layers.size()) > 0;
  }

  /** Multiply-adds of a forward pass of one row of a batch. */
  public double multiplyAdds(int batch) {
    double ofError = error == null ? 0 : in();
    return layers.stream().mapToDouble(layer -> layer.multiplyAdds(batch)).sum() + ofError;
  }
}
