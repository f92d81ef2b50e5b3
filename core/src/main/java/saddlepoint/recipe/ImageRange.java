// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** The range of pixels, black to white, and with it what makes pixels of G's last layer. */
public enum ImageRange implements Choice {
  /** From 0 to 1, by a sigmoid. */
  ZERO_TO_ONE(0, 1, Activation.SIGMOID),
  /** From -1 to 1, by a tanh. */
  MINUS_ONE_TO_ONE(-1, 1, Activation.TANH);

  private final double black;
  private final double white;
  private final Activation output;

  ImageRange(double black, double white, Activation output) {
    this.black = black;
    this.white = white;
    this.output = output;
  }

  /** The pixel of a black dot. */
  public double black() {
    return black;
  }

  /** The pixel of a white dot. */
  public double white() {
    return white;
  }

  /** Activation of G's last layer. */
  public Activation output() {
    return output;
  }

  /** The pixel of a grey dot, from 0 for black to 1 for white. */
  double pixel(double grey) {
    return black + (white - black) * grey;
  }
}
