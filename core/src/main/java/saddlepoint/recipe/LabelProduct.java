// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * y = x * E[c]: the input times the row of a table that stands for its class, number by number, as
 * the G of Keras's AC-GAN takes noise and a class. The class follows x as one more column; a class
 * has no gradient.
 *
 * @param columns of x
 * @param classes rows of the table
 * @param initializer of the table, whose fans are its rows and columns
 */
public record LabelProduct(int columns, int classes, InitializerKind initializer, double scale)
    implements Layer.InOwnFile {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.labelProduct(this);
  }

  @Override
  public Shape input() {
    return Shape.columns(columns + 1);
  }

  @Override
  public Shape output() {
    return Shape.columns(columns);
  }

  @Override
  public Weights weights() {
    return new Weights(classes, columns, false);
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
  public double multiplyAdds(int batch) {
    return (double) columns * classes;
  }
}
