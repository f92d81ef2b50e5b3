// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/** One layer of a network, as data. Rows are samples; shapes are [rows, columns]. */
public sealed interface Layer extends Serializable {
  /** Columns of the layer's input. */
  int in();

  /** Columns of the layer's output. */
  int out();

  /** Trainable numbers: weights, then biases. */
  int parameters();

  /** Biases among the {@link #parameters}. */
  default int biases() {
    return 0;
  }

  /** Multiply-adds of a forward pass of one row, an activation counted as some. */
  double multiplyAdds(int batch);

  /**
   * y = activation(x W + b), W of shape [in, out], row-major; with {@code in = 0} the bias alone.
   *
   * @param bias whether there is a bias b of shape [out]
   */
  record Dense(
      int in,
      int out,
      boolean bias,
      Activation activation,
      InitializerKind initializer,
      double scale)
      implements Layer {
    /** Cost of tanh, sigmoid and softplus in multiply-adds. */
    private static final double TRANSCENDENTAL = 12;

    @Override
    public int parameters() {
      return in * out + biases();
    }

    @Override
    public int biases() {
      return bias ? out : 0;
    }

    @Override
    public double multiplyAdds(int batch) {
      boolean cheap =
          switch (activation) {
            case LINEAR, RELU, LEAKY_RELU -> true;
            case TANH, SIGMOID, SOFTPLUS -> false;
          };
      return (double) in * out + out * (cheap ? 1 : TRANSCENDENTAL);
    }
  }

  /**
   * Minibatch discrimination, Salimans et al. 2016, section 3.2: A = x T + c of shape [rows,
   * kernels, dimensions]; d_ijk = sum_c |A_ikc - A_jkc| + [i = j] selfDistance; f_ik = sum_j
   * exp(-d_ijk), j = i included; output [x, f].
   */
  record MinibatchDiscrimination(
      int in, int kernels, int dimensions, double selfDistance, double scale) implements Layer {
    @Override
    public int out() {
      return in + kernels;
    }

    @Override
    public int parameters() {
      return (in + 1) * kernels * dimensions;
    }

    @Override
    public int biases() {
      return kernels * dimensions;
    }

    @Override
    public double multiplyAdds(int batch) {
      double projection = (double) in * kernels * dimensions;
      return projection + (double) batch * kernels * (dimensions + 12);
    }
  }

  /** y = factor x. */
  record Scale(int in, double factor) implements Layer {
    @Override
    public int out() {
      return in;
    }

    @Override
    public int parameters() {
      return 0;
    }

    @Override
    public double multiplyAdds(int batch) {
      return in;
    }
  }
}
