// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * x^ = (x - mean) / sqrt(variance + epsilon), with mean and biased variance of each channel over
 * the rows of a group. Arrays are [groups, rows, channels].
 */
final class Normalization {
  private final GraphArrays<?> arrays;
  private final long groups;
  private final long rows;
  private final long channels;
  private final INDArray epsilons;
  private final Sums sums;
  private INDArray mean;
  private INDArray variance;
  private INDArray inverse;
  private INDArray normal;

  /**
   * A normalisation.
   *
   * @param epsilons of each group, [groups, 1, 1]
   */
  Normalization(GraphArrays<?> arrays, long groups, long rows, long channels, INDArray epsilons) {
    this.arrays = arrays;
    this.groups = groups;
    this.rows = rows;
    this.channels = channels;
    this.epsilons = epsilons;
    sums = new Sums(arrays, groups, rows);
  }

  /** [groups, 1, channels], of the last forward run. */
  INDArray mean() {
    return mean;
  }

  /** [groups, 1, channels], of the last forward run. */
  INDArray variance() {
    return variance;
  }

  /** Records x^, which is kept for the way back. */
  INDArray forward(Program program, INDArray x) {
    mean = arrays.zeros(groups, 1, channels);
    variance = arrays.zeros(groups, 1, channels);
    inverse = arrays.zeros(groups, 1, channels);
    normal = arrays.zeros(groups, rows, channels);
    INDArray squares = arrays.zeros(groups, rows, channels);
    sums.record(program, mean, x);
    program
        .add(new ScalarMultiplication(mean, null, mean, 1.0 / rows))
        .add("subtract", normal, x, mean)
        .add(new Square(normal, squares));
    sums.record(program, variance, squares);
    program.add(new ScalarMultiplication(variance, null, variance, 1.0 / rows));
    recordInverse(program, variance, inverse, epsilons);
    program.add("multiply", normal, normal, inverse);
    return normal;
  }

  /** Records 1 / sqrt(variance + epsilon). */
  static void recordInverse(
      Program program, INDArray variance, INDArray inverse, INDArray epsilons) {
    program
        .add("add", inverse, variance, epsilons)
        .add(new Sqrt(inverse, inverse))
        .add(new Reciprocal(inverse, inverse));
  }

  /**
   * Records dx = (g - mean of g - x^ mean of (g x^)) / sqrt(variance + epsilon).
   *
   * @param g gradient of x^, overwritten
   * @return dx, in the array of g
   */
  INDArray backward(Program program, INDArray g) {
    INDArray product = arrays.zeros(groups, rows, channels);
    INDArray ofMean = arrays.zeros(groups, 1, channels);
    INDArray ofProduct = arrays.zeros(groups, 1, channels);
    sums.record(program, ofMean, g);
    program.add("multiply", product, g, normal);
    sums.record(program, ofProduct, product);
    program
        .add(new ScalarMultiplication(ofMean, null, ofMean, 1.0 / rows))
        .add(new ScalarMultiplication(ofProduct, null, ofProduct, 1.0 / rows))
        .add("multiply", product, normal, ofProduct)
        .add("subtract", g, g, product)
        .add("subtract", g, g, ofMean)
        .add("multiply", g, g, inverse);
    return g;
  }

  /** The x^ of the last forward run. */
  INDArray normal() {
    return normal;
  }
}
