// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * One pixel for each square of pixels, channel by channel. Pixels at the end that fill no square
 * are left out. Of equal largest pixels the first gets the gradient.
 *
 * @param side of a square, at most that of the image
 * @param kind the mean or the largest
 */
public record Pooling(Shape input, int side, PoolingKind kind) implements FixedLayer {
  /**
   * Checks the layer.
   *
   * @throws IllegalArgumentException if there is no square, or nothing to be done with it
   */
  public Pooling {
    if (kind == PoolingKind.STRIDE) {
      throw new IllegalArgumentException("pooling must be average or maximum, got stride");
    }
    Windows.valid(input, side, side);
  }

  /** What each pixel is made of. */
  public Windows windows() {
    return Windows.valid(input, side, side);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.pooling(this);
  }

  @Override
  public Shape output() {
    return windows().output(input.channels());
  }

  @Override
  public double multiplyAdds(int batch) {
    return in();
  }
}
