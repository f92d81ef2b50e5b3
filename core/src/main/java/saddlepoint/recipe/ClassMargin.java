// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * y = x_1 - x_0: the logit of the second of two classes whose softmax would be taken, since
 * exp(x_1) / (exp(x_0) + exp(x_1)) = sigmoid(x_1 - x_0).
 */
public record ClassMargin() implements FixedLayer {
  private static final int CLASSES = 2;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.classMargin(this);
  }

  @Override
  public Shape input() {
    return Shape.columns(CLASSES);
  }

  @Override
  public Shape output() {
    return Shape.columns(1);
  }

  @Override
  public double multiplyAdds(int batch) {
    return 1;
  }
}
