// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * An image and the number of its class become an image with a further channel for each class: 1 in
 * all pixels for its own and 0 for the others. Columns that are no image get a further column for
 * each class (Mirza and Osindero 2014).
 *
 * @param image whose columns come first; the class follows as one more column, 0, 1, ...
 * @param classes how many
 */
public record LabelPlanes(Shape image, int classes) implements FixedLayer {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.labelPlanes(this);
  }

  @Override
  public Shape input() {
    return Shape.columns(image.columns() + 1);
  }

  @Override
  public Shape output() {
    return new Shape(image.channels() + classes, image.height(), image.width());
  }

  @Override
  public double multiplyAdds(int batch) {
    return out();
  }
}
