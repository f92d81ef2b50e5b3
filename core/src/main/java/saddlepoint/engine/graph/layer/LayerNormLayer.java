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
  private static final long[] OVER_COLUMNS = {2};

  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final boolean learns;
  private final long trials;
  private final long rows;
  private final long columns;
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
    normal = numbers();
    inverse = arrays.zeros(trials, rows, 1);
    ofNormal = numbers();
    sums = new Sums(arrays, trials, rows);
  }

  private INDArray numbers() {
    return arrays.zeros(trials, rows, columns);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
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
      program.add("add", y, y, parameters.biases());
    }
    return y;
  }

  private INDArray mean(Program program, INDArray x) {
    INDArray mean = arrays.zeros(trials, rows, 1);
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
        .add("reduce_sum", OVER_COLUMNS, mean.reshape(trials, rows), x)
        .add(new ScalarMultiplication(mean, null, mean, 1.0 / columns));
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters && learns) {
      recordGradients(program, normal, dy);
      sums.record(program, parameters.ofBiases(), dy);
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = numbers();
    scale(program, dy, ofNormal);
    recordTangent(program, ofNormal, dx);
    return dx;
  }

  private void recordGradients(Program program, INDArray factors, INDArray dy) {
    INDArray product = numbers();
    program.add("multiply", product, factors, dy);
    sums.record(program, parameters.ofWeights(), product);
  }

  private void scale(Program program, INDArray x, INDArray y) {
    if (learns) {
      program.add("multiply", y, x, parameters.weights());
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
    inputTangent = xTangent;
    normalTangent = numbers();
    INDArray tangent = numbers();
    recordTangent(program, xTangent, normalTangent);
    scale(program, normalTangent, tangent);
    return tangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    if (learns) {
      recordGradients(program, normalTangent, gradient);
      if (dyTangent != null) {
        INDArray product = numbers();
        INDArray more = arrays.zeros(trials, 1, columns);
        program.add("multiply", product, normal, dyTangent);
        sums.record(program, more, product);
        sums.record(program, parameters.ofBiases(), dyTangent);
        program.add("add", parameters.ofWeights(), parameters.ofWeights(), more);
      }
    }
    if (!inputs) {
      return null;
    }
    INDArray curvature = curvature(program);
    if (dyTangent == null) {
      return curvature;
    }
    INDArray tangent = numbers();
    scale(program, dyTangent, dyTangent);
    recordTangent(program, dyTangent, tangent);
    program.add("add", tangent, tangent, curvature);
    return tangent;
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
