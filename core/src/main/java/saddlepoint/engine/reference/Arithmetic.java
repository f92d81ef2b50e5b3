// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Optimizer;

/**
 * The kernels of training in one precision. Arrays are row-major; every output has one accumulator
 * that takes its terms in ascending order; docs/numerics.md has each formula. NaN passes through.
 *
 * @param <A> an array of numbers of this precision
 */
public interface Arithmetic<A> extends LossArithmetic<A>, LayerArithmetic<A> {
  /** Zeros. */
  A allocate(int count);

  /** Copies floats in. */
  void load(float[] source, A target, int count);

  /** Copies out, rounded to float. */
  void store(A source, float[] target, int count);

  /** Copies doubles in, from an offset on. */
  void read(double[] source, int offset, A target, int count);

  /** Copies out exactly, to an offset. */
  void write(A source, double[] target, int offset, int count);

  /** Copies {@code count} numbers. */
  void copy(A source, int sourceOffset, A target, int targetOffset, int count);

  /** Sets the first {@code count} numbers to 0. */
  void clear(A target, int count);

  /** y = x W + b with x [rows, in], W [in, out], b [out] or null, y [rows, out]. */
  void affine(A x, A weights, A biases, A y, int rows, int in, int out);

  /** gW += x^T dy, rows ascending. */
  void weightGradient(A x, A dy, A gradient, int rows, int in, int out);

  /** gb += column sums of dy, rows ascending. */
  void biasGradient(A dy, A gradient, int rows, int out);

  /** dx = dy W^T, columns of dy ascending. */
  void inputGradient(A dy, A weights, A dx, int rows, int in, int out);

  /** y = f(x). */
  void activate(Activation activation, A x, A y, int count);

  /** dy *= f'(x), given x and y = f(x). */
  void activationGradient(Activation activation, A x, A y, A dy, int count);

  /**
   * The derivative of {@link #activationGradient} along a direction: dyTangent = dyTangent f'(x) +
   * dx f''(x) / f'(x) xTangent, where dx = dy f'(x), so that it is exact where f' is 0.
   *
   * @param dx what the gradient has become by f'(x)
   * @param xTangent derivative of x along the direction
   * @param dyTangent that of the gradient of y; overwritten
   */
  void activationGradientTangent(
      Activation activation, A x, A y, A dx, A xTangent, A dyTangent, int count);

  /** y = factor x. */
  void scale(double factor, A x, A y, int count);

  /** y = y + a x, which is fma(a, x, y) in single precision. */
  void addScaled(double a, A x, A y, int count);

  /** y = x + scale n. */
  void addNoise(A x, double scale, float[] n, A y, int count);

  /**
   * Minibatch discrimination after its projection.
   *
   * @param x [rows, in]
   * @param projected [rows, kernels * dimensions]
   * @param similarity [rows, rows, kernels], written: exp(-distance)
   * @param y [rows, in + kernels], written
   */
  void minibatch(
      Layer.MinibatchDiscrimination layer, A x, A projected, A similarity, A y, int rows);

  /**
   * Gradient of minibatch discrimination with respect to its projection.
   *
   * @param dy [rows, in + kernels]
   * @param dProjected [rows, kernels * dimensions], written
   */
  void minibatchGradient(
      Layer.MinibatchDiscrimination layer, A projected, A similarity, A dy, A dProjected, int rows);

  /** dx = dy's first {@code in} columns + dProjected W^T, the direct part first. */
  void minibatchInputGradient(
      Layer.MinibatchDiscrimination layer, A dy, A dProjected, A weights, A dx, int rows);

  /** w = min(max(w, -bound), bound). */
  void clip(A w, double bound, int count);

  /** average = average + rest (values - average). */
  void moveAverage(double rest, A values, A average, int count);

  /** start + sum of squares. */
  double addSquares(double start, A values, int count);

  /** Mean in row order. */
  double mean(A values, int rows);

  /** Whether any of the first rows equals a value exactly. */
  boolean contains(A values, double value, int rows);

  /**
   * One update of one tensor.
   *
   * @param rate the learning rate; under Adam with both bias corrections in it
   * @param first momentum, first moment, mean square or last gradient; null if the rule has none
   * @param second second moment of Adam; null otherwise
   */
  void update(Optimizer rule, double rate, A w, A gradient, A first, A second, int count);
}
