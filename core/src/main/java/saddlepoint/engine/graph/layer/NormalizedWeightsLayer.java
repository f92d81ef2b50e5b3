// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Program;

/** A layer by weights that every pass makes of others. */
final class NormalizedWeightsLayer implements GraphLayer {
  private final WeightsMade weights;
  private final GraphLayer inner;
  private final boolean isTraining;

  /**
   * A layer.
   *
   * @param parameters what the weights are made of, and the biases
   * @param inner makes the layer that has the weights
   */
  NormalizedWeightsLayer(
      WeightsMade weights,
      LayerParameters parameters,
      Function<LayerParameters, GraphLayer> inner,
      boolean isTraining) {
    this.weights = weights;
    this.isTraining = isTraining;
    this.inner =
        inner.apply(
            new LayerParameters(
                weights.made(), parameters.biases(), weights.ofMade(), parameters.ofBiases()));
  }

  @Override
  public void moveStatistics(boolean moves) {
    weights.moveStatistics(moves);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    if (isTraining) {
      weights.recordMove(program);
    }
    weights.record(program);
    return inner.forward(program, x);
  }

  /** By the weights as they are by then, which may have moved. */
  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    weights.record(program);
    INDArray dx = inner.backward(program, dy, ofParameters, ofInputs);
    if (ofParameters) {
      weights.recordGradient(program);
    }
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return inner.forwardTangent(program, xTangent);
  }

  /** The weights do not change with the input, so their tangents are taken as gradients are. */
  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    INDArray dxTangent = inner.backwardTangent(program, dyTangent, inputs);
    weights.recordGradient(program);
    return dxTangent;
  }
}
