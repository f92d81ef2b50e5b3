// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Element-wise activation. {@code relu'(0) = 0}; NaN passes through all of them. */
public enum Activation implements Choice {
  /** y = x. */
  LINEAR,
  /** y = tanh(x). */
  TANH,
  /** y = 1 / (1 + exp(-x)). */
  SIGMOID,
  /** y = max(x, 0). */
  RELU,
  /** y = x for x > 0, else 0.2 x (the slope of the DCGAN rules). */
  LEAKY_RELU(0.2, ""),
  /** y = log(1 + exp(x)). */
  SOFTPLUS,
  /** y = x for x > 0, else 0.01 x (the slope of PyTorch and of DL4J). */
  LEAKY_RELU_1(0.01, "leaky-relu-0.01"),
  /** y = x for x > 0, else 0.1 x. */
  LEAKY_RELU_10(0.1, "leaky-relu-0.1"),
  /** y = x for x > 0, else 0.3 x (the slope of Keras). */
  LEAKY_RELU_30(0.3, "leaky-relu-0.3");

  /** Cost of tanh, sigmoid and softplus in multiply-adds. */
  private static final double TRANSCENDENTAL = 12;

  private final double slope;
  private final String text;

  Activation() {
    this(1, "");
  }

  Activation(double slope, String text) {
    this.slope = slope;
    this.text = text;
  }

  @Override
  public String text() {
    return text.isEmpty() ? Choice.super.text() : text;
  }

  /** Derivative of a leaky rectifier at 0 and below. */
  public double slope() {
    return slope;
  }

  /** Whether its second derivative is 0 wherever there is one. */
  public boolean isPiecewiseLinear() {
    return switch (this) {
      case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> true;
      case TANH, SIGMOID, SOFTPLUS -> false;
    };
  }

  /** Cost of a number in multiply-adds. */
  double multiplyAdds() {
    return switch (this) {
      case LINEAR, RELU, LEAKY_RELU, LEAKY_RELU_1, LEAKY_RELU_10, LEAKY_RELU_30 -> 1;
      case TANH, SIGMOID, SOFTPLUS -> TRANSCENDENTAL;
    };
  }
}
