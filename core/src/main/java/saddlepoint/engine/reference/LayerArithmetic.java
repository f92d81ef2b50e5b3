// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;

/**
 * The kernels of images, batch norm, dropout and labels, in one precision. Arrays are row-major;
 * sums over rows and pixels have an accumulator in double precision, whatever the arrays are in.
 *
 * @param <A> an array of numbers of this precision
 */
interface LayerArithmetic<A> extends NormArithmetic<A> {
  /** y = x f, number by number. */
  void multiply(A x, A factors, A y, int count);

  /**
   * y[i] = x[from + table[i]], and 0 where the table has none.
   *
   * @param table indices, or -1 for none
   */
  void gather(A x, int from, int[] table, A y);

  /** dx[from + table[i]] += dy[i], i ascending; those of none are dropped. */
  void scatterAdd(A dy, int[] table, A dx, int from);

  /**
   * The largest of each window of an image; the first of equal ones, and NaN where there is one.
   *
   * @param x numbers of the image, from an index on
   * @param table [outputs, window], indices
   * @param y [outputs], written from an index on
   * @param chosen [outputs], written: the index of each largest
   */
  void largest(A x, int from, int[] table, A y, int to, int[] chosen);

  /** What {@link LabelPlanes} says of x [rows, in], y [rows, out]. */
  void labelPlanes(LabelPlanes layer, A x, A y, int rows);

  /** What {@link LabelProduct} says of x [rows, in], the table [classes, columns], y. */
  void labelProduct(LabelProduct layer, A x, A table, A y, int rows);

  /** The table's gradient is added to: of x times dy, rows ascending. */
  void labelProductGradient(LabelProduct layer, A x, A dy, A gradient, int rows);

  /** dx of x and, in the column of the class, 0. */
  void labelProductInputGradient(LabelProduct layer, A x, A table, A dy, A dx, int rows);

  /**
   * Mean and biased variance of each channel.
   *
   * @param x [count, channels]
   * @param statistics [2, channels], written: means, then variances
   */
  void batchStatistics(A x, A statistics, int count, int channels);

  /**
   * Moves the moving statistics of batch norm towards those of a batch of so many rows and pixels.
   *
   * @param weights of the layer
   */
  void moveStatistics(BatchNorm layer, A statistics, A weights, int count);

  /**
   * x^ = (x - mean) / sqrt(variance + epsilon), y = gamma x^ + beta.
   *
   * @param statistics means and variances, each [channels], from an index on
   * @param weights of the layer
   */
  void batchNorm(
      BatchNorm layer, A x, A statistics, int from, A weights, A beta, A normal, A y, int count);

  /** Adds sum of dy x^ to gamma's gradient and sum of dy to beta's. */
  void batchNormGradient(A normal, A dy, A ofWeights, A ofBeta, int count, int channels);

  /**
   * The gradient of the input: gamma (dy - mean of dy - x^ mean of (dy x^)) / sqrt(variance +
   * epsilon) by the statistics of the batch, and gamma dy / sqrt(variance + epsilon) by others.
   */
  void batchNormInputGradient(
      BatchNorm layer,
      A normal,
      A statistics,
      int from,
      A weights,
      A dy,
      A dx,
      int count,
      boolean ofBatch);
}
