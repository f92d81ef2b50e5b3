// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int SAMPLES = 20_000;
  private static final Calibration.Targets PLAIN = new Calibration.Targets(1, 0);
  private static final Features REAL = normal(1, 0);
  private static final Features FAKE = normal(2, 1);

  private static Features normal(int seed, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = (float) (mean + random.nextGaussian());
    }
    return Features.of(samples);
  }

  private static Calibration of(DoubleUnaryOperator d, Calibration.Targets targets) {
    return Calibration.of(REAL, FAKE, apply(d, REAL), apply(d, FAKE), targets);
  }

  private static float[] apply(DoubleUnaryOperator d, Features features) {
    float[] outputs = new float[features.count()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) d.applyAsDouble(features.value()[i]);
    }
    return outputs;
  }

  /** N(0, 1) against N(1, 1). */
  private static double best(double x) {
    return 1 / (1 + Math.exp(x - 0.5));
  }

  @Test
  void theBestDiscriminatorIsNextToItself() {
    Calibration calibration = of(CalibrationTest::best, PLAIN);
    assertThat(calibration.mean()).isLessThan(0.015);
    assertThat(calibration.most()).isLessThan(0.05);
  }

  @Test
  void smoothedTargetsShiftTheBest() {
    Calibration.Targets smoothed = new Calibration.Targets(0.9, 0.1);
    assertThat(of(x -> 0.9 * best(x) + 0.1 * (1 - best(x)), smoothed).mean()).isLessThan(0.015);
    assertThat(of(CalibrationTest::best, smoothed).mean()).isGreaterThan(0.03);
  }

  @Test
  void aConstantDiscriminatorIsAsFarAsTheBestIsFromAHalf() {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    int draws = 200_000;
    for (int i = 0; i < draws; i++) {
      sum += Math.abs(best(random.nextGaussian() + (i & 1)) - 0.5);
    }
    assertThat(of(x -> 0.5, PLAIN).mean()).isCloseTo(sum / draws, within(0.01));
  }

  @Test
  void categoriesAreKeptApart() {
    Features first = new Features(2, new int[SAMPLES], REAL.value());
    int[] ones = new int[SAMPLES];
    java.util.Arrays.fill(ones, 1);
    Features second = new Features(2, ones, REAL.value());
    float[] half = apply(x -> 0.5, REAL);
    assertThat(Calibration.of(first, second, half, half, PLAIN).mean()).isEqualTo(0.5);
  }

  @Test
  void negativeAndPositiveValuesAreInOrder() {
    Features low =
        Features.of(new float[] {-4, -3, -2, -1, -.5f, -.25f, -3.5f, -2.5f, -1.5f, -.1f});
    Features high = Features.of(new float[] {4, 3, 2, 1, .5f, .25f, 3.5f, 2.5f, 1.5f, .1f});
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertThat(Calibration.of(low, high, ones, new float[10], PLAIN).most()).isZero();
  }
}
