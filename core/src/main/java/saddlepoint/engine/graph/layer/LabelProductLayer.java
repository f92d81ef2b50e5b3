// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.LabelProduct;

/** Each row times the row of a trial's table that stands for its class. */
final class LabelProductLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LabelProduct layer;
  private final LayerParameters parameters;
  private INDArray rows;
  private INDArray chosen;
  private INDArray factors;
  private INDArray gradient;
  private INDArray rowsTangent;

  /**
   * A layer.
   *
   * @param parameters with weights [trials, classes, columns]
   */
  LabelProductLayer(GraphArrays<?> arrays, LabelProduct layer, LayerParameters parameters) {
    this.arrays = arrays;
    this.layer = layer;
    this.parameters = parameters;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    int columns = layer.columns();
    rows = arrays.zeros(x.size(0), x.size(1), columns);
    factors = arrays.zeros(rows.shape());
    INDArray y = arrays.zeros(rows.shape());
    chosen = OneHot.record(arrays, program, Columns.of(x, columns, columns + 1), layer.classes());
    program
        .product(factors, chosen, parameters.weights())
        .add("identity", rows, Columns.of(x, 0, columns))
        .add("multiply", y, rows, factors);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      INDArray ofFactors = arrays.zeros(dy.shape());
      program
          .add("multiply", ofFactors, dy, rows)
          .productOfTransposed(parameters.ofWeights(), chosen, ofFactors);
    }
    return ofInputs ? inputGradient(program, dy) : null;
  }

  private INDArray inputGradient(Program program, INDArray dy) {
    INDArray dx = arrays.zeros(dy.size(0), dy.size(1), layer.in());
    program.add("multiply", Columns.of(dx, 0, layer.columns()), dy, factors);
    return dx;
  }

  /** A class does not change with its row: the direction is taken with the factors of the row. */
  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    rowsTangent = arrays.zeros(rows.shape());
    INDArray tangent = arrays.zeros(rows.shape());
    program
        .add("identity", rowsTangent, Columns.of(xTangent, 0, layer.columns()))
        .add("multiply", tangent, rowsTangent, factors);
    return tangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    INDArray ofFactors = arrays.zeros(rows.shape());
    program.add("multiply", ofFactors, gradient, rowsTangent);
    if (dyTangent != null) {
      INDArray more = arrays.zeros(rows.shape());
      program.add("multiply", more, dyTangent, rows).add("add", ofFactors, ofFactors, more);
    }
    program.productOfTransposed(parameters.ofWeights(), chosen, ofFactors);
    return dyTangent != null && inputs ? inputGradient(program, dyTangent) : null;
  }
}
