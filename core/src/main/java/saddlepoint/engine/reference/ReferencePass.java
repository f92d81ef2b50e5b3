// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.Layer;

/**
 * The activations of one forward pass, kept for its backward passes. Backward passes take the
 * network's parameters as they are by then. Not thread safe.
 *
 * @param <A> an array of numbers
 */
public final class ReferencePass<A> {
  private final Arithmetic<A> arithmetic;
  private final ReferenceNetwork<A> network;
  private final int rows;
  private final List<Buffers<A>> layers = new ArrayList<>();
  private final List<A> inputGradients = new ArrayList<>();
  private A input;

  /** What one layer keeps: before and after its activation. */
  private record Buffers<A>(A before, A output, A similarity) {}

  public ReferencePass(Arithmetic<A> arithmetic, ReferenceNetwork<A> network, int rows) {
    this.arithmetic = arithmetic;
    this.network = network;
    this.rows = rows;
    for (Layer layer : network.network().layers()) {
      int before = rows * layer.out();
      int similarity = 0;
      if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        before = rows * minibatch.kernels() * minibatch.dimensions();
        similarity = rows * rows * minibatch.kernels();
      }
      layers.add(
          new Buffers<>(
              arithmetic.allocate(before),
              arithmetic.allocate(rows * layer.out()),
              arithmetic.allocate(similarity)));
    }
  }

  /**
   * Runs the network forward.
   *
   * @param x [rows, in]; kept, not copied
   * @return [rows, out], valid until the next forward pass
   */
  public A forward(A x) {
    input = x;
    A current = x;
    for (int index = 0; index < layers.size(); index++) {
      Buffers<A> buffers = layers.get(index);
      Layer layer = network.network().layers().get(index);
      A weights = network.weights(index);
      A biases = network.biases(index);
      if (layer instanceof Layer.Dense dense) {
        arithmetic.affine(current, weights, biases, buffers.before, rows, dense.in(), dense.out());
        arithmetic.activate(dense.activation(), buffers.before, buffers.output, rows * dense.out());
      } else if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        int columns = minibatch.kernels() * minibatch.dimensions();
        arithmetic.affine(current, weights, biases, buffers.before, rows, layer.in(), columns);
        arithmetic.minibatch(
            minibatch, current, buffers.before, buffers.similarity, buffers.output, rows);
      } else if (layer instanceof Layer.Scale scale) {
        arithmetic.scale(scale.factor(), current, buffers.output, rows * scale.in());
      }
      current = buffers.output;
    }
    return current;
  }

  /**
   * Runs the network backward.
   *
   * @param dy [rows, out], gradient of the output; overwritten
   * @param parameters whether the gradients of the parameters are added up in the network
   * @param inputs whether the gradient of the input is wanted
   * @return [rows, in], gradient of the input, or null
   */
  public A backward(A dy, boolean parameters, boolean inputs) {
    if (inputGradients.isEmpty()) {
      for (Layer layer : network.network().layers()) {
        inputGradients.add(arithmetic.allocate(rows * layer.in()));
      }
    }
    A gradient = dy;
    for (int index = layers.size() - 1; index >= 0; index--) {
      A x = index == 0 ? input : layers.get(index - 1).output;
      boolean wanted = inputs || index > 0;
      gradient = backward(index, x, gradient, parameters, wanted);
    }
    return inputs ? gradient : null;
  }

  private A backward(int index, A x, A dy, boolean parameters, boolean inputs) {
    Layer layer = network.network().layers().get(index);
    Buffers<A> buffers = layers.get(index);
    A dx = inputGradients.get(index);
    if (layer instanceof Layer.Dense dense) {
      arithmetic.activationGradient(
          dense.activation(), buffers.before, buffers.output, dy, rows * dense.out());
      if (parameters) {
        addGradients(index, x, dy, dense.in(), dense.out());
      }
      if (inputs) {
        arithmetic.inputGradient(dy, network.weights(index), dx, rows, dense.in(), dense.out());
      }
    } else if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
      int columns = minibatch.kernels() * minibatch.dimensions();
      A dProjected = arithmetic.allocate(rows * columns);
      arithmetic.minibatchGradient(
          minibatch, buffers.before, buffers.similarity, dy, dProjected, rows);
      if (parameters) {
        addGradients(index, x, dProjected, minibatch.in(), columns);
      }
      if (inputs) {
        arithmetic.minibatchInputGradient(
            minibatch, dy, dProjected, network.weights(index), dx, rows);
      }
    } else if (layer instanceof Layer.Scale scale) {
      arithmetic.scale(scale.factor(), dy, dx, rows * scale.in());
    }
    return dx;
  }

  private void addGradients(int index, A x, A dy, int in, int out) {
    arithmetic.weightGradient(x, dy, network.weightGradient(index), rows, in, out);
    if (network.hasBiases(index)) {
      arithmetic.biasGradient(dy, network.biasGradient(index), rows, out);
    }
  }
}
