// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.ClassMargin;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.TransposedConvolution;

/**
 * Treats the kinds of layers that lanes train; of the others there must be none, which {@link
 * LanesEngine} has seen to by then.
 */
interface TrainedKinds<R> extends Layer.Visitor<R> {
  private static IllegalStateException untrained(Layer layer) {
    return new IllegalStateException("lanes train no layer such as " + layer);
  }

  @Override
  default R reshape(Reshape layer) {
    throw untrained(layer);
  }

  @Override
  default R convolution(Convolution layer) {
    throw untrained(layer);
  }

  @Override
  default R transposedConvolution(TransposedConvolution layer) {
    throw untrained(layer);
  }

  @Override
  default R pooling(Pooling layer) {
    throw untrained(layer);
  }

  @Override
  default R batchNorm(BatchNorm layer) {
    throw untrained(layer);
  }

  @Override
  default R dropout(Dropout layer) {
    throw untrained(layer);
  }

  @Override
  default R hiddenNoise(HiddenNoise layer) {
    throw untrained(layer);
  }

  @Override
  default R labelPlanes(LabelPlanes layer) {
    throw untrained(layer);
  }

  @Override
  default R labelProduct(LabelProduct layer) {
    throw untrained(layer);
  }

  @Override
  default R heads(Heads layer) {
    throw untrained(layer);
  }

  @Override
  default R classMargin(ClassMargin layer) {
    throw untrained(layer);
  }

  @Override
  default R normalizedWeights(NormalizedWeights layer) {
    throw untrained(layer);
  }
}
