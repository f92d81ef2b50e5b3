// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Layer;

/**
 * Makes the layer of a pass that each kind asks for.
 *
 * @param parameters of the layer
 * @param rows of the pass
 */
record ReferenceLayers<A>(Arithmetic<A> arithmetic, ReferenceParameters<A> parameters, int rows)
    implements Layer.Visitor<ReferenceLayer<A>> {
  @Override
  public ReferenceLayer<A> dense(Layer.Dense layer) {
    return new ReferenceDenseLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return new ReferenceMinibatchLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> scale(Layer.Scale layer) {
    return new ReferenceScaleLayer<>(arithmetic, layer.factor(), rows * layer.in());
  }
}
