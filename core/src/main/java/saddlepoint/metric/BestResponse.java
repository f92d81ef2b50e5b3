// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

/**
 * What a discriminator that was not trained in the game finds out about a frozen generator: one
 * {@link ReferenceDiscriminator} a category, fitted to half of the samples and asked about the
 * other half.
 *
 * @param gap (V + log 4) / 2 in nats, V = mean log D(x) + mean log(1 - D(G(z))); a lower bound of
 *     the Jensen-Shannon divergence up to its sampling error (Goodfellow et al. 2014, theorem 1),
 *     so it may be slightly negative
 * @param accuracy the classifier two-sample test's: the share of unseen samples whose kind is told
 *     (Lopez-Paz and Oquab 2017)
 * @param deviations (accuracy - 1/2) * 2 sqrt(n), n unseen samples: standard normal if data and
 *     generator agree
 */
public record BestResponse(double gap, double accuracy, double deviations) {
  private static final int FEWEST_OF_A_KIND = 20;

  /**
   * Fits to the even samples and tests on the odd ones.
   *
   * <p>Non-finite values: refused.
   *
   * @param real features of data
   * @param fake as many of generated samples
   * @throws IllegalArgumentException if the counts differ, or a value is not finite
   */
  public static BestResponse of(Features real, Features fake) {
    Samples.requireSameLength(real.count(), "real", fake.count(), "fake");
    Features realFit = real.half(0);
    Features fakeFit = fake.half(0);
    Features realTest = real.half(1);
    Features fakeTest = fake.half(1);
    double logOfReal = 0;
    double logOfFake = 0;
    double told = 0;
    for (int category = 0; category < real.categories(); category++) {
      Logit logit = fit(realFit.valuesOf(category), fakeFit.valuesOf(category));
      for (float x : realTest.valuesOf(category)) {
        double z = logit.of(x);
        logOfReal -= ReferenceDiscriminator.softplus(-z);
        told += z > 0 ? 1 : z == 0 ? 0.5 : 0;
      }
      for (float x : fakeTest.valuesOf(category)) {
        double z = logit.of(x);
        logOfFake -= ReferenceDiscriminator.softplus(z);
        told += z < 0 ? 1 : z == 0 ? 0.5 : 0;
      }
    }
    double score = logOfReal / realTest.count() + logOfFake / fakeTest.count();
    int tested = realTest.count() + fakeTest.count();
    double accuracy = told / tested;
    return new BestResponse(
        (score + StrictMath.log(4)) / 2, accuracy, (accuracy - 0.5) * 2 * Math.sqrt(tested));
  }

  /** A curve where there is enough to fit one, else the category's own odds. */
  private static Logit fit(float[] real, float[] fake) {
    if (real.length < FEWEST_OF_A_KIND || fake.length < FEWEST_OF_A_KIND) {
      double odds = StrictMath.log((real.length + 0.5) / (fake.length + 0.5));
      return x -> odds;
    }
    ReferenceDiscriminator fitted = ReferenceDiscriminator.fit(real, fake);
    double[] row = new double[ReferenceDiscriminator.SUPPORT];
    return x -> fitted.logit(x, row);
  }

  /** The logit of the chance that a sample is real. */
  private interface Logit {
    double of(float x);
  }
}
