// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * What the discriminator says of real and of generated samples.
 *
 * <p>A constant D = 0.5 has a score of -log 4 whatever the generator is, so these figures are
 * necessary for convergence and never sufficient.
 *
 * <p>Non-finite values: NaN in the outputs for one side makes that side's mean and accuracy and the
 * score NaN; a probability of 0 for a real or of 1 for a generated sample makes the score negative
 * infinity.
 *
 * @param meanReal mean of D(x) over real samples
 * @param meanFake mean of D(G(z)) over generated samples
 * @param accuracyReal share of real samples with D &gt; 0.5, in [0, 1]; D = 0.5 counts one half
 * @param accuracyFake share of generated samples with D &lt; 0.5, in [0, 1]; D = 0.5 counts one
 *     half
 * @param score V = mean log D(x) + mean log(1 - D(G(z))), in nats, at most 0 (Goodfellow et al.
 *     2014, equation 1); for least squares -loss
 */
public record DiscriminatorFigures(
    double meanReal, double meanFake, double accuracyReal, double accuracyFake, double score) {

  private static final double THRESHOLD = 0.5;
  private static final int ABOVE = 1;
  private static final int BELOW = -1;

  /**
   * The figures from probabilities.
   *
   * <p>Non-finite values: see the record. Values are not checked to be in [0, 1]; a real one below
   * 0 or a generated one above 1 makes the score NaN.
   *
   * @param real D(x), shape [n], in [0, 1]; n at least 1
   * @param fake D(G(z)), shape [m], in [0, 1]; m at least 1
   * @return the figures
   * @throws IllegalArgumentException if an array is empty
   */
  public static DiscriminatorFigures ofProbabilities(float[] real, float[] fake) {
    requireBoth(real, fake);
    double logReal = 0;
    for (float probability : real) {
      logReal += StrictMath.log(probability);
    }
    double logFake = 0;
    for (float probability : fake) {
      logFake += StrictMath.log1p(-(double) probability);
    }
    return new DiscriminatorFigures(
        mean(real),
        mean(fake),
        shareOfSide(real, THRESHOLD, ABOVE),
        shareOfSide(fake, THRESHOLD, BELOW),
        logReal / real.length + logFake / fake.length);
  }

  /**
   * The figures from logits z, with D = 1 / (1 + exp(-z)): log D = -softplus(-z) and log(1 - D) =
   * -softplus(z), which stay exact where D itself rounds to 0 or 1.
   *
   * <p>Non-finite values: see the record; an infinite logit is a probability of 0 or 1.
   *
   * @param real logits of real samples, shape [n]; n at least 1
   * @param fake logits of generated samples, shape [m]; m at least 1
   * @return the figures
   * @throws IllegalArgumentException if an array is empty
   */
  public static DiscriminatorFigures ofLogits(float[] real, float[] fake) {
    requireBoth(real, fake);
    double logReal = 0;
    double sumReal = 0;
    for (float logit : real) {
      logReal -= softplus(-(double) logit);
      sumReal += sigmoid(logit);
    }
    double logFake = 0;
    double sumFake = 0;
    for (float logit : fake) {
      logFake -= softplus(logit);
      sumFake += sigmoid(logit);
    }
    return new DiscriminatorFigures(
        sumReal / real.length,
        sumFake / fake.length,
        shareOfSide(real, 0, ABOVE),
        shareOfSide(fake, 0, BELOW),
        logReal / real.length + logFake / fake.length);
  }

  /**
   * The figures of a least-squares discriminator, whose output is linear: the score is -loss = -0.5
   * [mean (D(x) - a)² + mean (D(G(z)) - b)²] (Mao et al. 2017, "Least squares generative
   * adversarial networks").
   *
   * <p>Non-finite values: NaN outputs make the figures of their side and the score NaN; an infinite
   * output makes the score negative infinity.
   *
   * @param real D(x), shape [n], any number; n at least 1
   * @param fake D(G(z)), shape [m], any number; m at least 1
   * @param realTarget the target a for real samples, usually 1
   * @param fakeTarget the target b for generated samples, usually 0
   * @return the figures
   * @throws IllegalArgumentException if an array is empty
   */
  public static DiscriminatorFigures ofLeastSquares(
      float[] real, float[] fake, double realTarget, double fakeTarget) {
    requireBoth(real, fake);
    return new DiscriminatorFigures(
        mean(real),
        mean(fake),
        shareOfSide(real, THRESHOLD, ABOVE),
        shareOfSide(fake, THRESHOLD, BELOW),
        -(meanSquare(real, realTarget) + meanSquare(fake, fakeTarget)) / 2);
  }

  private static void requireBoth(float[] real, float[] fake) {
    Samples.requireSome(real, "real");
    Samples.requireSome(fake, "fake");
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double meanSquare(float[] values, double target) {
    double sum = 0;
    for (float value : values) {
      sum += (value - target) * (value - target);
    }
    return sum / values.length;
  }

  private static double shareOfSide(float[] values, double threshold, int side) {
    long halves = 0;
    for (float value : values) {
      if (Float.isNaN(value)) {
        return Double.NaN;
      }
      halves += 1 + side * (int) Math.signum(value - threshold);
    }
    return halves / (2.0 * values.length);
  }

  private static double sigmoid(double z) {
    double e = StrictMath.exp(-Math.abs(z));
    return (z >= 0 ? 1 : e) / (1 + e);
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }
}
