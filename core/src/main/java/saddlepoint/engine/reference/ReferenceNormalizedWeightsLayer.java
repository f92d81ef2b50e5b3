// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.NormalizedWeights;

/** A layer by weights that every pass makes of others, see {@link NormalizedWeights}. */
final class ReferenceNormalizedWeightsLayer<A> implements ReferenceLayer<A> {
  private final Arithmetic<A> arithmetic;
  private final NormalizedWeights layer;
  private final ReferenceParameters<A> parameters;
  private final A weights;
  private final A ofWeights;
  private final ReferenceLayer<A> inner;

  /**
   * A layer of a pass.
   *
   * @param drawn columns of the layers before it that draw what the wrapped one draws
   * @param rows of the pass
   */
  ReferenceNormalizedWeightsLayer(
      Arithmetic<A> arithmetic,
      NormalizedWeights layer,
      ReferenceParameters<A> parameters,
      int drawn,
      int rows) {
    this.arithmetic = arithmetic;
    this.layer = layer;
    this.parameters = parameters;
    weights = arithmetic.allocate(count());
    ofWeights = arithmetic.allocate(count());
    ReferenceParameters<A> made =
        new ReferenceParameters<>(
            weights, parameters.biases(), ofWeights, parameters.biasGradient());
    inner = layer.of().accept(new ReferenceLayers<>(arithmetic, made, drawn, rows));
  }

  private int count() {
    return layer.inputs() * layer.outputs();
  }

  @Override
  public A forward(A x, ForwardMode mode) {
    if (layer.kind() == NormalizedWeights.Kind.SPECTRAL && mode.isFirstOfUpdate()) {
      arithmetic.iterateSpectralNorm(parameters.weights(), layer.inputs(), layer.outputs());
    }
    normalize();
    return inner.forward(x, mode);
  }

  private void normalize() {
    A from = parameters.weights();
    switch (layer.kind()) {
      case WEIGHT -> arithmetic.weightNorm(from, weights, layer.inputs(), layer.outputs());
      case SPECTRAL -> arithmetic.spectralNorm(from, weights, layer.inputs(), layer.outputs());
    }
  }

  /** By the weights as they are by now, which may have moved. */
  @Override
  public A backward(A dy, boolean ofParameters, boolean ofInputs) {
    normalize();
    arithmetic.clear(ofWeights, count());
    A dx = inner.backward(dy, ofParameters, ofInputs);
    if (ofParameters) {
      addGradient();
    }
    return dx;
  }

  private void addGradient() {
    A from = parameters.weights();
    A to = parameters.weightGradient();
    switch (layer.kind()) {
      case WEIGHT ->
          arithmetic.addWeightNormGradient(from, ofWeights, to, layer.inputs(), layer.outputs());
      case SPECTRAL ->
          arithmetic.addSpectralNormGradient(from, ofWeights, to, layer.inputs(), layer.outputs());
    }
  }

  @Override
  public A forwardTangent(A xTangent) {
    return inner.forwardTangent(xTangent);
  }

  /** The weights do not change with the input, so their tangents are taken as gradients are. */
  @Override
  public A backwardTangent(A dyTangent, boolean ofInputs) {
    arithmetic.clear(ofWeights, count());
    A dxTangent = inner.backwardTangent(dyTangent, ofInputs);
    addGradient();
    return dxTangent;
  }
}
