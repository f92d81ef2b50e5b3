// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Activation;

/** What the second derivative of an activation adds to the tangent of its way back. */
final class Curvature {
  private Curvature() {}

  /**
   * Records dyTangent + dx f''(x) / f'(x) xTangent, which is 0 more for an activation of straight
   * pieces. It is exact where f' is 0, as dx was made by f'.
   *
   * @param x what goes in, which softplus alone takes
   * @param y what comes out
   * @param dx gradient of the input
   * @param dyTangent times f'(x) by now; overwritten; null for 0
   * @return null for 0
   */
  static INDArray record(
      GraphArrays<?> arrays,
      Program program,
      Activation activation,
      INDArray x,
      INDArray y,
      INDArray dx,
      INDArray xTangent,
      INDArray dyTangent) {
    if (activation.isPiecewiseLinear()) {
      return dyTangent;
    }
    INDArray part = arrays.zeros(y.shape());
    switch (activation) {
      case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
          throw new IllegalStateException("has no second derivative");
      case TANH -> program.add(new ScalarMultiplication(y, null, part, -2));
      case SIGMOID ->
          program
              .add(new ScalarMultiplication(y, null, part, -2))
              .add(new ScalarAdd(part, null, part, 1));
      case SOFTPLUS -> program.add("sigmoid", part, x).add(new OneMinus(part, part));
    }
    program.add("multiply", part, part, dx).add("multiply", part, part, xTangent);
    if (dyTangent == null) {
      return part;
    }
    program.add("add", dyTangent, dyTangent, part);
    return dyTangent;
  }
}
