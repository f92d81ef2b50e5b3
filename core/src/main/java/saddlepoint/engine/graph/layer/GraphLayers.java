// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
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
 * @param parameters of the layer; null if it learns nothing
 * @param ofTrials the layer as each trial has it
 * @param drawn columns of the layers before it that draw what it draws
 * @param rows of the pass
 * @param batch rows that are compared with each other
 * @param isTraining whether the pass is one of training
 */
public record GraphLayers<A>(
    GraphArrays<A> arrays,
    LayerParameters parameters,
    List<Layer> ofTrials,
    int drawn,
    int rows,
    int batch,
    boolean isTraining)
    implements Layer.Visitor<GraphLayer> {
  @Override
  public GraphLayer dense(Layer.Dense layer) {
    return new DenseLayer(arrays, layer.activation(), parameters, rows);
  }

  @Override
  public GraphLayer minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
    return new MinibatchLayer(arrays, layer, parameters, selfDistances(), rows);
  }

  @Override
  public GraphLayer scale(Layer.Scale layer) {
    return new ScaleLayer(arrays, numbers(coefficients(0), trials(), 1, 1));
  }

  @Override
  public GraphLayer activate(Activate layer) {
    return ActivationLayer.of(arrays, layer.activation());
  }

  @Override
  public GraphLayer reshape(Reshape layer) {
    return new IdentityLayer();
  }

  @Override
  public GraphLayer convolution(Convolution layer) {
    return layer.repeats() == 1
        ? new ConvolutionLayer(arrays, parameters, layer.input(), layer.windows(), rows)
        : new RepeatedConvolutionLayer(
            arrays, parameters, layer.input(), layer.repeats(), layer.windows(), rows);
  }

  @Override
  public GraphLayer transposedConvolution(TransposedConvolution layer) {
    return new TransposedConvolutionLayer(arrays, parameters, layer.input(), layer.windows(), rows);
  }

  @Override
  public GraphLayer pooling(Pooling layer) {
    return switch (layer.kind()) {
      case AVERAGE -> PoolingLayer.average(arrays, layer.input(), layer.windows(), trials(), rows);
      case MAXIMUM -> PoolingLayer.largest(arrays, layer.input(), layer.windows(), trials(), rows);
      case STRIDE -> throw new IllegalStateException("no layer pools by stride");
    };
  }

  @Override
  public GraphLayer batchNorm(BatchNorm layer) {
    return new BatchNormLayer<>(
        arrays,
        layer,
        parameters,
        coefficients(BatchNorm.EPSILON),
        coefficients(BatchNorm.DECAY),
        isTraining,
        rows / batch,
        (long) batch * layer.input().pixels());
  }

  @Override
  public GraphLayer dropout(Dropout layer) {
    return isTraining || layer.whenSampling()
        ? new DropoutLayer<>(arrays, coefficients(0), drawn, rows, layer.in())
        : new IdentityLayer();
  }

  @Override
  public GraphLayer hiddenNoise(HiddenNoise layer) {
    return isTraining
        ? new HiddenNoiseLayer<>(arrays, coefficients(0), drawn, rows, layer.in())
        : new IdentityLayer();
  }

  @Override
  public GraphLayer labelPlanes(LabelPlanes layer) {
    return new LabelPlanesLayer(arrays, layer);
  }

  @Override
  public GraphLayer labelProduct(LabelProduct layer) {
    return new LabelProductLayer(arrays, layer, parameters);
  }

  @Override
  public GraphLayer heads(Heads layer) {
    return new DenseLayer(arrays, Activation.LINEAR, parameters, rows);
  }

  @Override
  public GraphLayer classMargin(ClassMargin layer) {
    return new ClassMarginLayer(arrays);
  }

  @Override
  public GraphLayer layerNorm(LayerNorm layer) {
    return new LayerNormLayer(arrays, layer, parameters, trials(), rows);
  }

  @Override
  public GraphLayer normalizedWeights(NormalizedWeights layer) {
    WeightsMade weights =
        switch (layer.kind()) {
          case WEIGHT -> new WeightNorm(arrays, parameters);
          case SPECTRAL -> new SpectralNorm(arrays, parameters);
        };
    return new NormalizedWeightsLayer(
        weights, parameters, made -> layer.of().accept(withParameters(made)), isTraining);
  }

  /** Layers with the same coefficients, which {@link NormalizedWeights} has of what it wraps. */
  private GraphLayers<A> withParameters(LayerParameters others) {
    return new GraphLayers<>(arrays, others, ofTrials, drawn, rows, batch, isTraining);
  }

  private int trials() {
    return ofTrials.size();
  }

  /** One coefficient of each trial. */
  private double[] coefficients(int index) {
    return ofTrials.stream().mapToDouble(layer -> layer.coefficients()[index]).toArray();
  }

  /**
   * What is added to every distance of minibatch discrimination: each trial's own on the diagonal.
   *
   * @return [sets, batch, batch, 1], a set being rows of one trial that are compared
   */
  private INDArray selfDistances() {
    double[] distances = coefficients(0);
    int sets = trials() * rows / batch;
    double[] all = new double[sets * batch * batch];
    for (int set = 0; set < sets; set++) {
      int trial = set * trials() / sets;
      for (int row = 0; row < batch; row++) {
        all[(set * batch + row) * batch + row] = distances[trial];
      }
    }
    return numbers(all, sets, batch, batch, 1);
  }

  private INDArray numbers(double[] numbers, long... shape) {
    return arrays.of(arrays.precision().of(numbers), shape);
  }
}
