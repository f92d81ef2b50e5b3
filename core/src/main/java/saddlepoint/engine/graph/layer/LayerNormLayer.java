// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.LayerNorm;

/** {@link LayerNorm} of each row, as {@code NormArithmetic} has it. */
final class LayerNormLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final boolean learns;
  private final long trials;
  private final long rows;
  private final long channels;
  private final long columns;

  /** Shape in which those that are normalised together stand along one dimension. */
  private final long[] groups;

  /** That dimension. */
  private final long[] together;

  private final INDArray normal;
  private final INDArray inverse;
  private final INDArray ofNormal;
  private final Sums sums;
  private INDArray gradient;
  private INDArray inputTangent;
  private INDArray normalTangent;

  /**
   * A layer.
   *
   * @param parameters gamma and beta; null for 1 and 0
   */
  LayerNormLayer(
      GraphArrays<?> arrays, LayerNorm layer, LayerParameters parameters, long trials, long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.trials = trials;
    this.rows = rows;
    learns = layer.learns();
    columns = layer.in();
    channels = layer.input().channels();
    int apart = layer.groups();
    // ND4J sums fastest over the last dimension.
    boolean isWhole = apart == 1;
    groups =
        isWhole
            ? new long[] {trials, rows, columns}
            : new long[] {trials * rows, columns / apart, apart};
    together = new long[] {isWhole ? 2 : 1};
    normal = numbers();
    inverse = perGroup();
    ofNormal = numbers();
    sums = new Sums(arrays, trials, rows * layer.input().pixels());
  }

  private INDArray numbers() {
    return arrays.zeros(groups);
  }

  private INDArray perGroup() {
    long[] shape = groups.clone();
    shape[(int) together[0]] = 1;
    return arrays.zeros(shape);
  }

  private INDArray groups(INDArray x) {
    return view(x, groups);
  }

  /** As other layers have it. */
  private INDArray rows(INDArray x) {
    return view(x, trials, rows, columns);
  }

  /** With a gamma for each column. */
  private INDArray pixels(INDArray x) {
    return view(x, trials, rows * columns / channels, channels);
  }

  /** A copy would not follow the array. */
  private static INDArray view(INDArray x, long... shape) {
    return x.reshape('c', /* enforceView= */ true, shape);
  }

  @Override
  public INDArray forward(Program program, INDArray input) {
    INDArray x = groups(input);
    INDArray squares = numbers();
    INDArray mean = mean(program, x);
    program.add("subtract", normal, x, mean).add("multiply", squares, normal, normal);
    recordMean(program, inverse, squares);
    program
        .add(new ScalarAdd(inverse, null, inverse, LayerNorm.EPSILON))
        .add(new Sqrt(inverse, inverse))
        .add(new Reciprocal(inverse, inverse))
        .add("multiply", normal, normal, inverse);
    INDArray y = numbers();
    scale(program, normal, y);
    if (learns) {
      program.add("add", pixels(y), pixels(y), parameters.biases());
    }
    return rows(y);
  }

  private INDArray mean(Program program, INDArray x) {
    INDArray mean = perGroup();
    recordMean(program, mean, x);
    return mean;
  }

  private INDArray meanOfProduct(Program program, INDArray a, INDArray b) {
    INDArray product = numbers();
    program.add("multiply", product, a, b);
    return mean(program, product);
  }

  private void recordMean(Program program, INDArray mean, INDArray x) {
    program
        .add("reduce_sum", together, mean.reshape(mean.size(0), mean.length() / mean.size(0)), x)
        .add(new ScalarMultiplication(mean, null, mean, 1.0 / groups[(int) together[0]]));
  }

  @Override
  public INDArray backward(
      Program program, INDArray output, boolean ofParameters, boolean ofInputs) {
    INDArray dy = groups(output);
    gradient = dy;
    if (ofParameters && learns) {
      recordGradients(program, normal, dy);
      sums.record(program, parameters.ofBiases(), pixels(dy));
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = numbers();
    scale(program, dy, ofNormal);
    recordTangent(program, ofNormal, dx);
    return rows(dx);
  }

  private void recordGradients(Program program, INDArray factors, INDArray dy) {
    INDArray product = numbers();
    program.add("multiply", product, factors, dy);
    sums.record(program, parameters.ofWeights(), pixels(product));
  }

  private void scale(Program program, INDArray x, INDArray y) {
    if (learns) {
      program.add("multiply", pixels(y), pixels(x), parameters.weights());
    } else {
      program.add("identity", y, x);
    }
  }

  /** Records b = r (a - mean of a - x^ mean of (x^ a)). */
  private void recordTangent(Program program, INDArray a, INDArray b) {
    INDArray mean = mean(program, a);
    INDArray product = meanOfProduct(program, normal, a);
    program
        .add("multiply", b, normal, product)
        .add("subtract", b, a, b)
        .add("subtract", b, b, mean)
        .add("multiply", b, b, inverse);
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = groups(xTangent);
    normalTangent = numbers();
    INDArray tangent = numbers();
    recordTangent(program, inputTangent, normalTangent);
    scale(program, normalTangent, tangent);
    return rows(tangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray outputTangent, boolean inputs) {
    INDArray dyTangent = outputTangent == null ? null : groups(outputTangent);
    if (learns) {
      recordGradients(program, normalTangent, gradient);
      if (dyTangent != null) {
        INDArray product = numbers();
        INDArray more = arrays.zeros(trials, 1, channels);
        program.add("multiply", product, normal, dyTangent);
        sums.record(program, more, pixels(product));
        sums.record(program, parameters.ofBiases(), pixels(dyTangent));
        program.add("add", parameters.ofWeights(), parameters.ofWeights(), more);
      }
    }
    if (!inputs) {
      return null;
    }
    INDArray curvature = curvature(program);
    if (dyTangent == null) {
      return rows(curvature);
    }
    INDArray tangent = numbers();
    scale(program, dyTangent, dyTangent);
    recordTangent(program, dyTangent, tangent);
    program.add("add", tangent, tangent, curvature);
    return rows(tangent);
  }

  /** What {@code addLayerNormCurvature} adds. */
  private INDArray curvature(Program program) {
    INDArray ofDirection = meanOfProduct(program, normal, inputTangent);
    INDArray ofGradient = meanOfProduct(program, normal, ofNormal);
    INDArray ofBoth = meanOfProduct(program, normalTangent, ofNormal);
    INDArray sum = numbers();
    INDArray part = numbers();
    // The layer before this one may have overwritten dx.
    recordTangent(program, ofNormal, sum);
    program
        .add("multiply", sum, sum, ofDirection)
        .add("multiply", part, normalTangent, ofGradient)
        .add("add", sum, sum, part)
        .add("multiply", part, normal, ofBoth)
        .add("add", sum, sum, part)
        .add("multiply", sum, sum, inverse)
        .add(new ScalarMultiplication(sum, null, sum, -1));
    return sum;
  }
}
