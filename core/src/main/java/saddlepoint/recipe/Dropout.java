// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Dropout, Srivastava et al. 2014, in the inverted form: y = x / (1 - rate) where a number is kept,
 * else 0, in training; y = x elsewhere.
 *
 * @param rate chance that a number is dropped, in [0, 1)
 */
public record Dropout(Shape input, double rate) implements Layer.InOwnFile {
  /** Cost of drawing a number, in multiply-adds. */
  private static final double PER_DRAW = 20;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropout(this);
  }

  @Override
  public Shape output() {
    return input;
  }

  @Override
  public Weights weights() {
    return Weights.NONE;
  }

  @Override
  public int dropped() {
    return in();
  }

  @Override
  public double[] coefficients() {
    return new double[] {rate};
  }

  @Override
  public boolean comparesRows() {
    return false;
  }

  @Override
  public double multiplyAdds(int batch) {
    return PER_DRAW * in();
  }
}
