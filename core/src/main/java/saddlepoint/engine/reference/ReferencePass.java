// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import saddlepoint.recipe.Layer;

/**
 * The activations of one forward pass, kept for its backward passes. Backward passes take the
 * network's parameters as they are by then. Not thread safe.
 *
 * @param <A> an array of numbers
 */
public final class ReferencePass<A> {
  private final List<ReferenceLayer<A>> layers = new ArrayList<>();
  private final Optional<ReferenceReconstruction<A>> reconstruction;

  public ReferencePass(Arithmetic<A> arithmetic, ReferenceNetwork<A> network, int rows) {
    List<Layer> kinds = network.network().layers();
    for (int index = 0; index < kinds.size(); index++) {
      ReferenceParameters<A> parameters = network.layerParameters(index);
      int drawn = network.network().drawnBefore(index);
      layers.add(
          kinds.get(index).accept(new ReferenceLayers<>(arithmetic, parameters, drawn, rows)));
    }
    reconstruction =
        network
            .network()
            .reconstruction()
            .map(
                error ->
                    new ReferenceReconstruction<>(arithmetic, error, rows, network.network().in()));
  }

  /**
   * Runs the network forward, outside training.
   *
   * @param x [rows, in]; kept, not copied
   * @return [rows, out], valid until the next forward pass
   */
  public A forward(A x) {
    return forward(x, ForwardMode.INFERENCE);
  }

  /**
   * Runs the network forward.
   *
   * @param x [rows, in]; kept, not copied
   * @return [rows, out], valid until the next forward pass
   */
  public A forward(A x, ForwardMode mode) {
    A current = x;
    for (ReferenceLayer<A> layer : layers) {
      current = layer.forward(current, mode);
    }
    A made = current;
    return reconstruction.map(it -> it.forward(x, made)).orElse(made);
  }

  /**
   * Runs the network backward.
   *
   * @param dy [rows, out], gradient of the output; overwritten
   * @param parameters whether the gradients of the parameters are added up in the network
   * @param inputs whether the gradient of the input is asked for
   * @return [rows, in], gradient of the input, or null
   */
  public A backward(A dy, boolean parameters, boolean inputs) {
    A gradient = reconstruction.map(it -> it.backward(dy)).orElse(dy);
    for (int index = layers.size() - 1; index >= 0; index--) {
      gradient = layers.get(index).backward(gradient, parameters, inputs || index > 0);
    }
    if (inputs && reconstruction.isPresent()) {
      reconstruction.get().addInputGradient(gradient);
    }
    return gradient;
  }

  /**
   * Adds to the gradients of the network's parameters the derivative of what the last backward pass
   * gives them, along a direction of the input: the gradient of the product of that direction and
   * the gradient of the input (Pearlmutter 1994), where the gradient of the output is a constant.
   *
   * @param direction [rows, in]; not modified. What the last forward and backward pass were given
   *     and returned must be as it was
   */
  public void addTangentGradients(A direction) {
    if (reconstruction.isPresent()) {
      throw new IllegalStateException("an autoencoder's error is not penalized");
    }
    A along = direction;
    for (ReferenceLayer<A> layer : layers) {
      along = layer.forwardTangent(along);
    }
    A gradient = null;
    for (int index = layers.size() - 1; index >= 0; index--) {
      gradient = layers.get(index).backwardTangent(gradient, index > 0);
    }
  }
}
