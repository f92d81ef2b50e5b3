// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * A layer whose weights W [inputs, outputs] are made of others, V: those of a dense layer, or of a
 * convolution, whose inputs are all numbers of a window. Lengths below {@value #LEAST} count as
 * that.
 *
 * @param of the layer, with V where it has W; it learns weights and treats each row by itself
 */
public record NormalizedWeights(Layer of, Kind kind) implements Layer.InOwnFile {
  /** How W is made of V. */
  public enum Kind {
    /**
     * Salimans and Kingma 2016: W = g V / |V| for each output, with g learnt beside V. It begins as
     * |V|, so that W begins as V.
     */
    WEIGHT,
    /**
     * Miyato et al. 2018: W = V / sigma, sigma = |V u|, which is the greatest singular value of V
     * for its singular vector u. A training pass first takes u to V^T V u / |V^T V u|, but where
     * the same update has had one of this network. No gradient goes through u, which stands among
     * the parameters, with a gradient of 0, and begins as standard normal numbers.
     */
    SPECTRAL
  }

  /** What a length or sigma counts as at least. */
  public static final double LEAST = 1e-12;

  /** Cost of a weight in multiply-adds, of which every pass has all. */
  private static final double PER_WEIGHT = 4;

  /** Inputs of an output. */
  public int inputs() {
    return of.weights().rows();
  }

  /** Outputs that have weights of their own. */
  public int outputs() {
    return of.weights().columns();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.normalizedWeights(this);
  }

  @Override
  public Shape input() {
    return of.input();
  }

  @Override
  public Shape output() {
    return of.output();
  }

  /** V, and below it a row of g or u. */
  @Override
  public Weights weights() {
    return new Weights(inputs() + 1, outputs(), of.weights().biases());
  }

  @Override
  public int statistics() {
    return switch (kind) {
      case WEIGHT -> 0;
      case SPECTRAL -> outputs();
    };
  }

  @Override
  public double[] coefficients() {
    return of.coefficients();
  }

  @Override
  public boolean comparesRows() {
    return of.comparesRows();
  }

  /** Its statistics are of weights, not of rows. */
  @Override
  public boolean couplesRows() {
    return of.couplesRows();
  }

  @Override
  public boolean isPiecewiseLinear() {
    return of.isPiecewiseLinear();
  }

  @Override
  public double multiplyAdds(int batch) {
    return of.multiplyAdds(batch) + PER_WEIGHT * inputs() * outputs() / batch;
  }
}
