// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Layer norm, Ba, Kiros and Hinton 2016: y = gamma (x - mean) / sqrt(variance + {@value #EPSILON})
 * + beta, by the mean and biased variance over the columns of each row, in training and elsewhere.
 * Gamma begins with 1 and beta with 0, one of each a column. Without them it is the instance norm
 * of Ulyanov, Vedaldi and Lempitsky 2016, a column being a pixel.
 *
 * @param in columns, at least 1; of one column every y is beta
 * @param learns whether there are gamma and beta, else 1 and 0
 */
public record LayerNorm(int in, boolean learns) implements Layer.InOwnFile {
  /** Added to each variance. */
  public static final double EPSILON = 1e-5;

  /** Cost of a number in multiply-adds: means, differences, squares, products. */
  private static final double PER_NUMBER = 6;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.layerNorm(this);
  }

  @Override
  public Shape input() {
    return Shape.columns(in);
  }

  @Override
  public Shape output() {
    return Shape.columns(in);
  }

  @Override
  public Weights weights() {
    return learns ? new Weights(1, in, true) : Weights.NONE;
  }

  @Override
  public double[] coefficients() {
    return new double[0];
  }

  @Override
  public boolean comparesRows() {
    return false;
  }

  @Override
  public boolean isPiecewiseLinear() {
    return false;
  }

  @Override
  public double multiplyAdds(int batch) {
    return PER_NUMBER * in;
  }
}
