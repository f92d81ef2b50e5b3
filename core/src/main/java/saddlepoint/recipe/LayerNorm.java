// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Layer norm, Ba, Kiros and Hinton 2016: y = gamma (x - mean) / sqrt(variance + {@value #EPSILON})
 * + beta, by the mean and biased variance over all numbers of a row, in training and elsewhere.
 * Gamma begins with 1 and beta with 0, one of each a channel, as in the critics of Gulrajani et al.
 * 2017. Without them it is the instance norm of Ulyanov, Vedaldi and Lempitsky 2016, by the mean
 * and variance over the pixels of each channel; columns that are no image are the pixels of one.
 *
 * @param input what is normalised; of a single number every y is beta
 * @param learns whether there are gamma and beta, else 1 and 0
 */
public record LayerNorm(Shape input, boolean learns) implements Layer.InOwnFile {
  /** Added to each variance. */
  public static final double EPSILON = 1e-5;

  /** Cost of a number in multiply-adds: means, differences, squares, products. */
  private static final double PER_NUMBER = 6;

  /** Of columns that are no image. */
  public LayerNorm(int columns, boolean learns) {
    this(Shape.columns(columns), learns);
  }

  /**
   * Groups of a row that are normalised apart, in the sense of group norm: 1, or one a channel,
   * whose numbers stand as many apart.
   */
  public int groups() {
    return learns || input.pixels() == 1 ? 1 : input.channels();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.layerNorm(this);
  }

  @Override
  public Shape output() {
    return input;
  }

  @Override
  public Weights weights() {
    return learns ? new Weights(1, input.channels(), true) : Weights.NONE;
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
    return PER_NUMBER * in();
  }
}
