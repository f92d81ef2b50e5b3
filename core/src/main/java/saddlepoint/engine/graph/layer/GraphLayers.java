// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.recipe.Layer;

/**
 * Makes the layer of a pass that each kind asks for.
 *
 * @param parameters of the layer; null if it learns nothing
 * @param ofTrials the layer as each trial has it
 * @param rows of the pass
 * @param batch rows that minibatch discrimination compares with each other
 */
public record GraphLayers<A>(
    GraphArrays<A> arrays, LayerParameters parameters, List<Layer> ofTrials, int rows, int batch)
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
