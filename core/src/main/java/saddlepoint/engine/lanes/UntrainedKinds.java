// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Activate;
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

/** What lanes call a kind of layer that they do not train; the empty text for one that they do. */
record UntrainedKinds() implements Layer.Visitor<String> {
  @Override
  public String dense(Layer.Dense layer) {
    return "";
  }

  @Override
  public String minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return "";
  }

  @Override
  public String scale(Layer.Scale layer) {
    return "";
  }

  @Override
  public String activate(Activate layer) {
    return layer.input().pixels() > 1 ? "an activation of images" : "";
  }

  @Override
  public String reshape(Reshape layer) {
    return "a reshaping layer";
  }

  @Override
  public String convolution(Convolution layer) {
    return "a convolution";
  }

  @Override
  public String transposedConvolution(TransposedConvolution layer) {
    return "a transposed convolution";
  }

  @Override
  public String pooling(Pooling layer) {
    return "a pooling layer";
  }

  @Override
  public String batchNorm(BatchNorm layer) {
    return "batch norm";
  }

  @Override
  public String dropout(Dropout layer) {
    return "dropout";
  }

  @Override
  public String hiddenNoise(HiddenNoise layer) {
    return "noise on hidden layers";
  }

  @Override
  public String labelPlanes(LabelPlanes layer) {
    return "labels as planes";
  }

  @Override
  public String labelProduct(LabelProduct layer) {
    return "an embedding of labels";
  }

  @Override
  public String heads(Heads layer) {
    return "a layer of several heads";
  }

  @Override
  public String classMargin(ClassMargin layer) {
    return "a softmax of two classes";
  }

  @Override
  public String layerNorm(LayerNorm layer) {
    return layer.input().pixels() > 1 ? "a norm of images" : "";
  }

  @Override
  public String normalizedWeights(NormalizedWeights layer) {
    return switch (layer.kind()) {
      case WEIGHT -> "weight norm";
      case SPECTRAL -> "spectral norm";
    };
  }
}
