// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.NormalizedWeights;

/**
 * The kernels of {@link LayerNorm} and {@link NormalizedWeights}, in one precision. Arrays are
 * row-major; sums have an accumulator in double precision, whatever the arrays are in.
 *
 * @param <A> an array of numbers of this precision
 */
interface NormArithmetic<A> {
  /**
   * x^ = (x - mean) r, r = 1 / sqrt(variance + epsilon), of each channel of each row.
   *
   * @param normal [rows, columns], written: x^
   * @param inverse [rows, channels], written: r
   * @param channels numbers of a channel stand as many apart; 1 for a row's columns together
   */
  void layerNorm(A x, A normal, A inverse, int rows, int columns, int channels);

  /** y = x gamma + beta, one of each a column; beta may be null for 0. */
  void scaleColumns(A x, A gamma, A beta, A y, int rows, int columns);

  /**
   * b = r (a - mean of a - x^ mean of (x^ a)): the derivative of x^ along a, and what the gradient
   * a of x^ is of x.
   */
  void layerNormTangent(A normal, A inverse, A a, A b, int rows, int columns, int channels);

  /**
   * What the derivative along t of dx, the gradient of x, has besides that of dy: with x' that of
   * x^, minus r mean of (x^ t) dx, minus r (x' mean of (x^ a) + x^ mean of (x' a)).
   *
   * @param t direction of x
   * @param ofNormal x', of {@link #layerNormTangent}
   * @param a gradient of x^
   * @param dx gradient of x
   * @param to added to
   */
  void addLayerNormCurvature(
      A normal, A inverse, A t, A ofNormal, A a, A dx, A to, int rows, int columns, int channels);

  /**
   * W = g V / |V| for each column.
   *
   * @param weights [inputs + 1, outputs]: V, then g
   * @param w [inputs, outputs], written
   */
  void weightNorm(A weights, A w, int inputs, int outputs);

  /**
   * Adds dg = dW V / |V| and dV = g / |V| (dW - dg V / |V|).
   *
   * @param weights as {@link #weightNorm} has them
   * @param dw gradient of W
   * @param gradient as the weights, added to
   */
  void addWeightNormGradient(A weights, A dw, A gradient, int inputs, int outputs);

  /**
   * u = V^T v / |V^T v|, v = V u / |V u|.
   *
   * @param weights [inputs + 1, outputs]: V, then u, which is written
   */
  void iterateSpectralNorm(A weights, int inputs, int outputs);

  /**
   * W = V / sigma, sigma = |V u| / |u|.
   *
   * @param weights [inputs + 1, outputs]: V, then u
   * @param w [inputs, outputs], written
   */
  void spectralNorm(A weights, A w, int inputs, int outputs);

  /**
   * Adds dV = (dW - (sum of dW W) v u^T) / sigma, v = V u / |V u|, and nothing to u's.
   *
   * @param weights as {@link #spectralNorm} has them
   * @param dw gradient of W
   * @param gradient as the weights, added to
   */
  void addSpectralNormGradient(A weights, A dw, A gradient, int inputs, int outputs);
}
