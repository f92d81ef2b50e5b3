// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Normal noise on what a hidden layer makes (Zhao, Mathieu and LeCun 2017): y = x + deviation n in
 * training; y = x elsewhere.
 *
 * @param deviation standard deviation, at least 0
 */
public record HiddenNoise(Shape input, double deviation) implements Layer.InOwnFile {
  /** Cost of drawing a number, in multiply-adds. */
  private static final double PER_DRAW = 40;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.hiddenNoise(this);
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
  public int disturbed() {
    return in();
  }

  @Override
  public double[] coefficients() {
    return new double[] {deviation};
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
