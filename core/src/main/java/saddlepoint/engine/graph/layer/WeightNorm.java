// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Weight norm, Salimans and Kingma 2016: the weights of each output are w = g v / |v|. It stands
 * around a layer that takes the weights made of direction and length. A direction of length 0 makes
 * NaN.
 */
final class WeightNorm implements GraphLayer {
  /**
   * What is trained, and where its gradients go.
   *
   * @param directions v, [trials, in, out]
   * @param lengths g, [trials, 1, out]
   */
  record Parameters(
      INDArray directions, INDArray lengths, INDArray ofDirections, INDArray ofLengths) {}

  /** Makes the layer inside. */
  interface Inner {
    /** A layer with the weights given, whose biases are its own. */
    GraphLayer of(LayerParameters parameters);
  }

  private final GraphArrays<?> arrays;
  private final Parameters parameters;
  private final INDArray units;
  private final INDArray weights;
  private final INDArray inverse;
  private final INDArray ofWeights;
  private final Sums sums;
  private final GraphLayer inner;

  /**
   * A layer with weight norm.
   *
   * @param biases [trials, 1, out]; null if there are none
   */
  WeightNorm(
      GraphArrays<?> arrays,
      Parameters parameters,
      INDArray biases,
      INDArray ofBiases,
      Inner layer) {
    this.arrays = arrays;
    this.parameters = parameters;
    long[] shape = parameters.directions().shape();
    units = arrays.zeros(shape);
    weights = arrays.zeros(shape);
    ofWeights = arrays.zeros(shape);
    inverse = arrays.zeros(shape[0], 1, shape[2]);
    sums = new Sums(arrays, shape[0], shape[1]);
    inner = layer.of(new LayerParameters(weights, biases, ofWeights, ofBiases));
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    program.add("identity", units, parameters.directions()).add(new Square(units, weights));
    sums.record(program, inverse, weights);
    program
        .add(new Sqrt(inverse, inverse))
        .add(new Reciprocal(inverse, inverse))
        .add("multiply", units, units, inverse)
        .add("multiply", weights, units, parameters.lengths());
    return inner.forward(program, x);
  }

  /** With u = v / |v|: dg = sum of dw u, dv = g / |v| (dw - dg u). */
  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    INDArray dx = inner.backward(program, dy, ofParameters, ofInputs);
    if (ofParameters) {
      INDArray part = arrays.zeros(units.shape());
      program.add("multiply", part, ofWeights, units);
      sums.record(program, parameters.ofLengths(), part);
      program
          .add("multiply", part, units, parameters.ofLengths())
          .add("subtract", part, ofWeights, part)
          .add("multiply", part, part, inverse)
          .add("multiply", parameters.ofDirections(), part, parameters.lengths());
    }
    return dx;
  }
}
