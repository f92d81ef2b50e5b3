// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Dropout, Srivastava et al. 2014, in the inverted form: y = x / (1 - rate) where a number is kept,
 * else 0, in training; y = x elsewhere, unless samples are made with it too.
 *
 * @param rate chance that a number is dropped, in [0, 1)
 * @param whenSampling whether it drops outside training too, so that what is dropped is noise of a
 *     generator beside its input
 */
public record Dropout(Shape input, double rate, boolean whenSampling) implements Layer.InOwnFile {
  /** Cost of drawing a number, in multiply-adds. */
  private static final double PER_DRAW = 20;

  /** Dropout of training alone. */
  public Dropout(Shape input, double rate) {
    this(input, rate, false);
  }

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
