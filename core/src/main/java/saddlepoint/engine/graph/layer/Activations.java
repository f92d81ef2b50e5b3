// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Activation;

/**
 * An element-wise activation and its derivative. All but softplus are done in place, since their
 * derivative can be told from their value.
 */
final class Activations {
  private final GraphArrays<?> arrays;
  private final Activation activation;
  private INDArray before;
  private INDArray after;
  private INDArray beforeTangent;

  Activations(GraphArrays<?> arrays, Activation activation) {
    this.arrays = arrays;
    this.activation = activation;
  }

  /** Records y = f(x); x may be overwritten. */
  INDArray forward(Program program, INDArray x) {
    before = x;
    after = activation == Activation.SOFTPLUS ? arrays.zeros(x.shape()) : x;
    switch (activation) {
      case LINEAR -> {}
      case TANH -> Tanh.record(program, after, x);
      case SIGMOID -> program.add("sigmoid", after, x);
      case RELU -> program.add("relu", new double[] {0}, after, x);
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
          program.add("lrelu", new double[] {activation.slope()}, after, x);
      case SOFTPLUS -> program.add("softplus", after, x);
    }
    return after;
  }

  /** Records dy *= f'(x). */
  void backward(Program program, INDArray dy) {
    switch (activation) {
      case LINEAR -> {}
      case RELU -> {
        // relu_bp is the same in one operation, and takes three times as long.
        INDArray gate = arrays.zeros(dy.shape());
        program.add(new Sign(after, gate));
        program.add("multiply", dy, dy, gate);
      }
      case TANH -> Tanh.recordGradient(program, dy, after, arrays.zeros(dy.shape()));
      case SIGMOID -> {
        INDArray part = arrays.zeros(dy.shape());
        program.add("multiply", dy, dy, after);
        program.add("multiply", part, dy, after);
        program.add("subtract", dy, dy, part);
      }
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> {
        // lrelu_bp takes 1 for the slope at 0, where ours is the leak: relu'(y) (1 - leak) + leak.
        double leak = activation.slope();
        INDArray slope = arrays.zeros(dy.shape());
        program.add("relu", new double[] {0}, slope, after);
        program.add(new Sign(slope, slope));
        program.add("multiply", slope, slope, arrays.constant(1 - leak));
        program.add("add", slope, slope, arrays.constant(leak));
        program.add("multiply", dy, dy, slope);
      }
      case SOFTPLUS -> {
        INDArray slope = arrays.zeros(dy.shape());
        program.add("sigmoid", slope, before);
        program.add("multiply", dy, dy, slope);
      }
    }
  }

  /** Records f'(x) xTangent; xTangent may be overwritten. */
  INDArray forwardTangent(Program program, INDArray xTangent) {
    beforeTangent = xTangent;
    INDArray tangent = xTangent;
    if (!activation.isPiecewiseLinear()) {
      tangent = arrays.zeros(xTangent.shape());
      program.add("identity", tangent, xTangent);
    }
    backward(program, tangent);
    return tangent;
  }

  /**
   * Records the tangent of the way back.
   *
   * @param dx what {@link #backward} has left of its gradient
   * @param dyTangent overwritten; null for 0
   * @return null for 0
   */
  INDArray backwardTangent(Program program, INDArray dx, INDArray dyTangent) {
    if (dyTangent != null) {
      backward(program, dyTangent);
    }
    return Curvature.record(
        arrays, program, activation, before, after, dx, beforeTangent, dyTangent);
  }
}
