// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * Batch norm, Ioffe and Szegedy 2015: y = gamma (x - mean) / sqrt(variance + epsilon) + beta for
 * each channel, by the mean and biased variance over all rows and pixels of the batch in training,
 * and by moving ones elsewhere. Every forward pass of training moves these: moving = decay moving +
 * (1 - decay) the batch's. They stand among the parameters, with a gradient of 0, so that whoever
 * keeps, sends or averages parameters has them too.
 *
 * @param epsilon added to the variance, above 0
 * @param decay of the moving mean and variance, in [0, 1)
 * @param corrected whether the moving variance takes the batch's variance times n / (n - 1 -
 *     epsilon), n rows and pixels, as Keras does on TensorFlow
 * @param initialDeviation of gamma, which begins as Normal(1, deviation)
 */
public record BatchNorm(
    Shape input, double epsilon, double decay, boolean corrected, double initialDeviation)
    implements Layer.InOwnFile {
  /** Rows of the weights: gamma, the moving mean, the moving variance. Beta is the bias. */
  public static final int GAMMA = 0;

  public static final int MEAN = 1;
  public static final int VARIANCE = 2;
  private static final int ROWS = 3;

  /** Index of epsilon among the {@link #coefficients}. */
  public static final int EPSILON = 0;

  /** Index of the decay among the {@link #coefficients}. */
  public static final int DECAY = 1;

  /** Cost of a number in multiply-adds: means, differences, squares, products. */
  private static final double PER_NUMBER = 6;

  /** Channels, each of which has its own statistics. */
  public int channels() {
    return input.channels();
  }

  /**
   * What the variance of a batch is multiplied by in the moving one.
   *
   * @param count rows times pixels
   */
  public double correction(long count) {
    return corrected ? count / (count - 1 - epsilon) : 1;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.batchNorm(this);
  }

  @Override
  public Shape output() {
    return input;
  }

  @Override
  public Weights weights() {
    return new Weights(ROWS, channels(), true);
  }

  @Override
  public int statistics() {
    return (ROWS - 1) * channels();
  }

  @Override
  public double[] coefficients() {
    return new double[] {epsilon, decay};
  }

  /** It does in training, and not outside it. */
  @Override
  public boolean comparesRows() {
    return false;
  }

  @Override
  public double multiplyAdds(int batch) {
    return PER_NUMBER * in();
  }
}
