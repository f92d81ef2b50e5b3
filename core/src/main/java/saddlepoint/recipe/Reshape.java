// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * The same numbers as another image, or as columns: what a dense layer makes becomes pixels, and
 * pixels become what a dense layer takes.
 */
public record Reshape(Shape input, Shape output) implements FixedLayer {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if they have not as many numbers
   */
  public Reshape {
    if (input.columns() != output.columns()) {
      throw new IllegalArgumentException(
          input.text() + " cannot become " + output.text() + ", which has other numbers");
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reshape(this);
  }

  @Override
  public double multiplyAdds(int batch) {
    return 0;
  }
}
