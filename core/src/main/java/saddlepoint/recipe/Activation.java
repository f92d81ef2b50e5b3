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
  LEAKY_RELU,
  /** y = log(1 + exp(x)). */
  SOFTPLUS;

  /** Cost of tanh, sigmoid and softplus in multiply-adds. */
  private static final double TRANSCENDENTAL = 12;

  /** Whether its second derivative is 0 wherever there is one. */
  public boolean isPiecewiseLinear() {
    return switch (this) {
      case LINEAR, RELU, LEAKY_RELU -> true;
      case TANH, SIGMOID, SOFTPLUS -> false;
    };
  }

  /** Cost of a number in multiply-adds. */
  double multiplyAdds() {
    return switch (this) {
      case LINEAR, RELU, LEAKY_RELU -> 1;
      case TANH, SIGMOID, SOFTPLUS -> TRANSCENDENTAL;
    };
  }
}
