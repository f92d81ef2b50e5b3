// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** y = f(x), number by number. */
public record Activate(Shape input, Activation activation) implements FixedLayer {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.activate(this);
  }

  @Override
  public Shape output() {
    return input;
  }

  @Override
  public double multiplyAdds(int batch) {
    return in() * activation.multiplyAdds();
  }

  @Override
  public boolean isPiecewiseLinear() {
    return activation.isPiecewiseLinear();
  }
}
