// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Activate;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.ClassMargin;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.TransposedConvolution;

/**
 * Makes the layer of a pass that each kind asks for.
 *
 * @param parameters of the layer
 * @param drawn columns of the layers before it that draw what it draws
 * @param rows of the pass
 */
record ReferenceLayers<A>(
    Arithmetic<A> arithmetic, ReferenceParameters<A> parameters, int drawn, int rows)
    implements Layer.Visitor<ReferenceLayer<A>> {
  @Override
  public ReferenceLayer<A> dense(Layer.Dense layer) {
    return new ReferenceDenseLayer<>(arithmetic, layer, layer.activation(), parameters, rows);
  }

  @Override
  public ReferenceLayer<A> minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return new ReferenceMinibatchLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> scale(Layer.Scale layer) {
    return new ReferenceScaleLayer<>(arithmetic, layer.factor(), rows * layer.in());
  }

  @Override
  public ReferenceLayer<A> activate(Activate layer) {
    return new ReferenceActivationLayer<>(arithmetic, layer.activation(), rows * layer.in());
  }

  @Override
  public ReferenceLayer<A> reshape(Reshape layer) {
    return new ReferenceReshapeLayer<>();
  }

  @Override
  public ReferenceLayer<A> convolution(Convolution layer) {
    return new ReferenceConvolutionLayer<>(
        arithmetic, parameters, ImageTables.of(layer), layer.input(), layer.output(), rows);
  }

  @Override
  public ReferenceLayer<A> transposedConvolution(TransposedConvolution layer) {
    return new ReferenceConvolutionLayer<>(
        arithmetic, parameters, ImageTables.of(layer), layer.input(), layer.output(), rows);
  }

  @Override
  public ReferenceLayer<A> pooling(Pooling layer) {
    return new ReferencePoolingLayer<>(arithmetic, layer, rows);
  }

  @Override
  public ReferenceLayer<A> batchNorm(BatchNorm layer) {
    return new ReferenceBatchNormLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> dropout(Dropout layer) {
    return new ReferenceDropoutLayer<>(arithmetic, layer, drawn, rows);
  }

  @Override
  public ReferenceLayer<A> hiddenNoise(HiddenNoise layer) {
    return new ReferenceHiddenNoiseLayer<>(arithmetic, layer, drawn, rows);
  }

  @Override
  public ReferenceLayer<A> labelPlanes(LabelPlanes layer) {
    return new ReferenceLabelPlanesLayer<>(arithmetic, layer, rows);
  }

  @Override
  public ReferenceLayer<A> labelProduct(LabelProduct layer) {
    return new ReferenceLabelProductLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> heads(Heads layer) {
    return new ReferenceDenseLayer<>(arithmetic, layer, Activation.LINEAR, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> classMargin(ClassMargin layer) {
    return new ReferenceClassMarginLayer<>(arithmetic, rows);
  }

  @Override
  public ReferenceLayer<A> layerNorm(LayerNorm layer) {
    return new ReferenceLayerNormLayer<>(arithmetic, layer, parameters, rows);
  }

  @Override
  public ReferenceLayer<A> normalizedWeights(NormalizedWeights layer) {
    return new ReferenceNormalizedWeightsLayer<>(arithmetic, layer, parameters, drawn, rows);
  }
}
