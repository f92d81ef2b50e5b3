// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.ReconstructionError;

/**
 * The kernels of losses and of D's output in one precision. Sums over rows are taken in ascending
 * order; docs/numerics.md has each formula.
 *
 * @param <A> an array of numbers of this precision
 */
public interface LossArithmetic<A> {
  /** In single precision, in which these kernels define the bits of training. */
  static LossArithmetic<float[]> single() {
    return new FloatArithmetic();
  }

  /** In double precision, as plainly as the formulas stand. */
  static LossArithmetic<double[]> twice() {
    return new DoubleArithmetic();
  }

  /** D of D's last pre-activation z. */
  void discriminatorOutput(Loss loss, A z, A d, int rows);

  /**
   * y = sign x + summand.
   *
   * @param sign 1 or -1
   * @param y [rows], written; may be x
   */
  void shift(A x, int sign, double summand, A y, int rows);

  /** dz of D's loss on one batch: the mean over rows of the term with these targets. */
  void discriminatorGradient(Loss loss, A z, A d, float[] targets, A dz, int rows);

  /** D's loss on one batch. */
  double discriminatorLoss(Loss loss, A z, A d, float[] targets, int rows);

  /** dz of G's loss. */
  void generatorGradient(Loss loss, A z, A d, A dz, int rows);

  /** G's loss. */
  double generatorLoss(Loss loss, A z, A d, int rows);

  /**
   * The gradient of the mean cross-entropy of classes, by the softmax of D's outputs after the
   * first.
   *
   * @param outputs [rows, 1 + classes]
   * @param factor of that mean
   * @param gradient [rows, 1 + classes], written but for its first column
   */
  void classGradient(A outputs, int[] labels, double factor, A gradient, int rows, int classes);

  /** The mean cross-entropy of classes. */
  double classLoss(A outputs, int[] labels, int rows, int classes);

  /** The share of rows whose class has the largest output, the first of equal ones. */
  double classAccuracy(A outputs, int[] labels, int rows, int classes);

  /**
   * The gradient of a penalty by the gradients that it is of: weight 2 (n - target) g / (n rows)
   * for a norm n above the target, or of either side; weight g / rows of R1 and R2; 0 where n is.
   *
   * @param g [rows, in], gradients of D's last pre-activation by rows that D sees
   * @param columns of these that count; those behind are of a label, and get 0
   * @param direction [rows, in], written
   * @param norms [rows], written: n
   */
  void penaltyGradient(Penalty penalty, A g, A direction, A norms, int rows, int in, int columns);

  /** The penalty: its weight times a mean over rows. */
  double penalty(Penalty penalty, A norms, int rows);

  /**
   * How far an autoencoder's output is from its input, a mean over the columns of each row.
   *
   * @param x [rows, columns], input
   * @param y [rows, columns], output
   * @param z [rows], written
   */
  void reconstructionError(ReconstructionError error, A x, A y, A z, int rows, int columns);

  /**
   * The gradient of that by the output, which by the input, as far as the output is constant, is
   * the same with the other sign; 0 where they are equal.
   *
   * @param dz [rows]
   * @param dy [rows, columns], written
   */
  void reconstructionGradient(
      ReconstructionError error, A x, A y, A dz, A dy, int rows, int columns);

  /** y = share x + (1 - share) z, row by row: share (x - z) + z. */
  void interpolate(A x, A z, float[] shares, A y, int rows, int columns);

  /** Mean of log D over real rows, or of log(1 - D) over generated rows. */
  double score(Loss loss, A z, A d, boolean real, int rows);

  /** dz of the mean over rows of (d - target)^2, for fitting D to a density. */
  void densityGradient(Loss loss, A z, float[] targets, A dz, int rows);

  /** dy of the mean over rows of (y - target)^2. */
  void regressionGradient(A y, float[] targets, A dy, int count);

  /**
   * dy of the mean over columns of (m1 - mean)^2 + (m2 - meanSquare)^2, m1 and m2 being a column's
   * first two raw moments.
   */
  void momentGradient(A y, double[] means, double[] meanSquares, A dy, int rows, int columns);
}
