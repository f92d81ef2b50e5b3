// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Activation;

/**
 * An element-wise activation of large arrays, made of the operations that libnd4j vectorises: its
 * own leaky relu takes three times as long as these, and the way back through it five times. Arrays
 * are without gaps. NaN stays NaN.
 */
final class ActivationLayer implements GraphLayer {
  private enum Kind {
    TANH(Activation.TANH),
    SIGMOID(Activation.SIGMOID),
    LEAKY_RELU(Activation.LEAKY_RELU);

    private final Activation activation;

    Kind(Activation activation) {
      this.activation = activation;
    }
  }

  /** Numbers of a trial at a time, so that several operations find them in a cache. */
  private static final long SLICE = 1 << 16;

  private final GraphArrays<?> arrays;
  private final Kind kind;
  private final double slope;
  private INDArray output;
  private INDArray slopes;
  private INDArray input;
  private INDArray gradient;
  private INDArray inputTangent;

  private ActivationLayer(GraphArrays<?> arrays, Kind kind, double slope) {
    this.arrays = arrays;
    this.kind = kind;
    this.slope = slope;
  }

  /** An element-wise activation. */
  static GraphLayer of(GraphArrays<?> arrays, Activation activation) {
    return switch (activation) {
      case LINEAR -> new IdentityLayer();
      case TANH -> tanh(arrays);
      case SIGMOID -> sigmoid(arrays);
      case RELU -> leakyRelu(arrays, 0);
      case LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 ->
          leakyRelu(arrays, activation.slope());
      case SOFTPLUS -> new PlainActivationLayer(arrays, activation);
    };
  }

  /** {@link Tanh}. */
  static ActivationLayer tanh(GraphArrays<?> arrays) {
    return new ActivationLayer(arrays, Kind.TANH, 0);
  }

  /** y = 1 / (1 + exp(-x)). */
  static ActivationLayer sigmoid(GraphArrays<?> arrays) {
    return new ActivationLayer(arrays, Kind.SIGMOID, 0);
  }

  /**
   * y = x for x above 0, else slope x; its derivative at 0 is the slope.
   *
   * @param slope any finite number; 0 for relu, which makes NaN of an infinite x
   */
  static ActivationLayer leakyRelu(GraphArrays<?> arrays, double slope) {
    return new ActivationLayer(arrays, Kind.LEAKY_RELU, slope);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    output = arrays.zeros(x.shape());
    if (kind == Kind.LEAKY_RELU) {
      slopes = arrays.zeros(x.shape());
    }
    for (long from = 0; from < length(x); from += SLICE) {
      INDArray in = slice(x, from);
      INDArray out = slice(output, from);
      switch (kind) {
        case TANH -> Tanh.record(program, out, in);
        case SIGMOID -> program.add("sigmoid", out, in);
        case LEAKY_RELU -> {
          INDArray its = slice(slopes, from);
          program.add(new Step(in, its));
          if (slope != 0) {
            program
                .add(new ScalarMultiplication(its, null, its, 1 - slope))
                .add(new ScalarAdd(its, null, its, slope));
          }
          program.add("multiply", out, in, its);
        }
      }
    }
    return output;
  }

  /** Numbers of one trial. */
  private static long length(INDArray array) {
    return array.length() / array.size(0);
  }

  /** Some numbers of every trial. */
  private static INDArray slice(INDArray array, long from) {
    return Strided.of(
        array,
        from,
        new long[] {array.size(0), Math.min(SLICE, length(array) - from)},
        new long[] {length(array), 1});
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    multiplyBySlope(program, dy);
    gradient = dy;
    return dy;
  }

  private void multiplyBySlope(Program program, INDArray dy) {
    if (kind == Kind.LEAKY_RELU) {
      program.add("multiply", dy, dy, slopes);
      return;
    }
    INDArray scratch = arrays.zeros(dy.size(0), Math.min(SLICE, length(dy)));
    for (long from = 0; from < length(dy); from += SLICE) {
      INDArray y = slice(output, from);
      INDArray its = slice(dy, from);
      INDArray part = part(scratch, y.size(1));
      if (kind == Kind.TANH) {
        Tanh.recordGradient(program, its, y, part);
      } else {
        program
            .add(new OneMinus(y, part))
            .add("multiply", part, part, y)
            .add("multiply", its, its, part);
      }
    }
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = xTangent;
    INDArray tangent = arrays.zeros(xTangent.shape());
    program.add("identity", tangent, xTangent);
    multiplyBySlope(program, tangent);
    return tangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    if (!inputs) {
      return null;
    }
    if (dyTangent != null) {
      multiplyBySlope(program, dyTangent);
    }
    return Curvature.record(
        arrays, program, kind.activation, input, output, gradient, inputTangent, dyTangent);
  }

  private static INDArray part(INDArray scratch, long count) {
    return Strided.of(
        scratch, 0, new long[] {scratch.size(0), count}, new long[] {scratch.size(1), 1});
  }
}
