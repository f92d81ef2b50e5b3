// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * One layer of a network, as data. Rows are samples; shapes are [rows, columns]. Whoever treats
 * layers by kind is a {@link Visitor}, so that a kind that it does not know is a compile error.
 */
public sealed interface Layer extends Serializable {
  /** Treats each kind of layer in its own way. */
  interface Visitor<R> {
    R dense(Dense layer);

    R minibatchDiscrimination(MinibatchDiscrimination layer);

    R scale(Scale layer);

    R activate(Activate layer);

    R reshape(Reshape layer);

    R convolution(Convolution layer);

    R transposedConvolution(TransposedConvolution layer);

    R pooling(Pooling layer);

    R batchNorm(BatchNorm layer);

    R dropout(Dropout layer);

    R hiddenNoise(HiddenNoise layer);

    R labelPlanes(LabelPlanes layer);

    R labelProduct(LabelProduct layer);

    R heads(Heads layer);

    R classMargin(ClassMargin layer);

    R layerNorm(LayerNorm layer);

    R normalizedWeights(NormalizedWeights layer);
  }

  /** The kinds that have a file each. */
  sealed interface InOwnFile extends Layer
      permits BatchNorm,
          Convolution,
          Dropout,
          FixedLayer,
          Heads,
          HiddenNoise,
          LabelProduct,
          LayerNorm,
          NormalizedWeights,
          TransposedConvolution {}

  /** Calls the visitor's method of this kind. */
  <R> R accept(Visitor<R> visitor);

  /** What the columns of the input mean. */
  Shape input();

  /** What the columns of the output mean. */
  Shape output();

  /** Columns of the input. */
  default int in() {
    return input().columns();
  }

  /** Columns of the output. */
  default int out() {
    return output().columns();
  }

  /** Trainable numbers of the layer. */
  Weights weights();

  /**
   * Numbers of this kind's formula in which trials of one shape may differ, so that engines take
   * them trial by trial. Neither trainable numbers nor those of the initial parameters are here.
   */
  double[] coefficients();

  /** Whether a row's output depends on the other rows of its batch, outside training too. */
  boolean comparesRows();

  /** Whether a row's output depends on the other rows of its batch, in training at least. */
  default boolean couplesRows() {
    return comparesRows() || statistics() > 0;
  }

  /** Whether its second derivatives are 0 wherever there are any. */
  default boolean isPiecewiseLinear() {
    return true;
  }

  /** Multiply-adds of a forward pass of one row, an activation counted as some. */
  double multiplyAdds(int batch);

  /** Of the {@link #parameters}, how many no gradient moves: a training pass does. */
  default int statistics() {
    return 0;
  }

  /** Columns that a training pass may drop. */
  default int dropped() {
    return 0;
  }

  /** Columns that a training pass adds noise to. */
  default int disturbed() {
    return 0;
  }

  /** Numbers that are learnt: weights, then biases. */
  default int parameters() {
    return weights().rows() * weights().columns() + biases();
  }

  /** Biases among the {@link #parameters}. */
  default int biases() {
    return weights().biases() ? weights().columns() : 0;
  }

  /**
   * Trainable numbers: weights [rows, columns], row-major, then perhaps a bias a column.
   *
   * @param rows at least 0
   * @param columns at least 0
   */
  record Weights(int rows, int columns, boolean biases) {
    /** Of a layer that learns nothing. */
    public static final Weights NONE = new Weights(0, 0, false);
  }

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
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }

    @Override
    public Shape input() {
      return Shape.columns(in);
    }

    @Override
    public Shape output() {
      return Shape.columns(out);
    }

    @Override
    public Weights weights() {
      return new Weights(in, out, bias);
    }

    @Override
    public double[] coefficients() {
      return new double[0];
    }

    @Override
    public boolean isPiecewiseLinear() {
      return activation.isPiecewiseLinear();
    }

    @Override
    public boolean comparesRows() {
      return false;
    }

    @Override
    public double multiplyAdds(int batch) {
      return (double) in * out + out * activation.multiplyAdds();
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
    public <R> R accept(Visitor<R> visitor) {
      return visitor.minibatchDiscrimination(this);
    }

    @Override
    public Shape input() {
      return Shape.columns(in);
    }

    @Override
    public Shape output() {
      return Shape.columns(out());
    }

    @Override
    public int out() {
      return in + kernels;
    }

    /** Columns of the projection A. */
    public int projected() {
      return kernels * dimensions;
    }

    @Override
    public Weights weights() {
      return new Weights(in, projected(), true);
    }

    @Override
    public double[] coefficients() {
      return new double[] {selfDistance};
    }

    @Override
    public boolean comparesRows() {
      return true;
    }

    @Override
    public double multiplyAdds(int batch) {
      double projection = (double) in * kernels * dimensions;
      return projection + (double) batch * kernels * (dimensions + 12);
    }
  }

  /** y = factor x. */
  record Scale(Shape input, double factor) implements Layer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scale(this);
    }

    @Override
    public Shape output() {
      return input;
    }

    @Override
    public Weights weights() {
      return Weights.NONE;
    }

    @Override
    public double[] coefficients() {
      return new double[] {factor};
    }

    @Override
    public boolean comparesRows() {
      return false;
    }

    @Override
    public double multiplyAdds(int batch) {
      return in();
    }
  }
}
