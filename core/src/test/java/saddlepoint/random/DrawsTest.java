// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.numerics.GoldenBits;

class DrawsTest {

  private static final int MANY = 1_000_000;

  @Test
  void aUniformIsTheUpperBitsOfItsWord() {
    long words = Threefry.block(0, Stream.DATA.id(), 5, 3);
    assertThat(Draws.uniform(0, Stream.DATA, 5, 6)).isEqualTo(fraction((int) words));
    assertThat(Draws.uniform(0, Stream.DATA, 5, 7)).isEqualTo(fraction((int) (words >>> 32)));
  }

  private static float fraction(int word) {
    return (word >>> 9) / 8_388_608f;
  }

  @Test
  void uniformsReachBothEndsOfTheirInterval() {
    assertThat(Draws.uniformOf(0)).isZero();
    assertThat(Draws.uniformOf(-1)).isEqualTo(1 - 0x1p-23f);
  }

  /** The transform in double precision, with the angle counted from the word as a whole. */
  @Test
  void normalsAreBoxMullerOfTheTwoWordsOfABlock() {
    for (int pair = 0; pair < 100_000; pair++) {
      long words = Threefry.block(7, Stream.NOISE.id(), 2, pair);
      double u = 1 - (((int) words) >>> 9) / 8_388_608.0;
      double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
      // The lower 23 of the 25 bits count from the middle of their quarter of a turn.
      double quarters = ((int) (words >>> 32) >>> 7) / 8_388_608.0 - 0.5;
      double angle = quarters * (Math.PI / 2);
      float first = Draws.normal(7, Stream.NOISE, 2, 2 * pair);
      float second = Draws.normal(7, Stream.NOISE, 2, 2 * pair + 1);
      if (Math.abs(first - radius * StrictMath.cos(angle)) > 1e-6
          || Math.abs(second - radius * StrictMath.sin(angle)) > 1e-6) {
        throw new AssertionError("pair " + pair + ": " + first + ", " + second);
      }
    }
  }

  @Test
  void theExtremeWordsGiveFiniteNormals() {
    assertThat(Draws.radius(0)).isZero();
    assertThat(Draws.radius(-1)).isBetween(5.646f, 5.647f);
    for (int word : new int[] {0, -1, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xc0000000}) {
      double squares = Math.pow(Draws.cosine(word), 2) + Math.pow(Draws.sine(word), 2);
      assertThat(squares).isBetween(1 - 3e-7, 1 + 3e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 16, 63, 1000})
  void anArrayHoldsItsElementsBitForBit(int count) {
    float[] uniforms = new float[count + 3];
    float[] normals = new float[count + 3];
    Arrays.fill(uniforms, 9f);
    Arrays.fill(normals, 9f);
    Draws.uniform(-3, Stream.DATA, 11, uniforms, count);
    Draws.normal(-3, Stream.DATA, 11, normals, count);
    for (int element = 0; element < count; element++) {
      assertThat(uniforms[element]).isEqualTo(Draws.uniform(-3, Stream.DATA, 11, element));
      assertThat(normals[element]).isEqualTo(Draws.normal(-3, Stream.DATA, 11, element));
    }
    assertThat(Arrays.copyOfRange(uniforms, count, count + 3)).containsOnly(9f);
    assertThat(Arrays.copyOfRange(normals, count, count + 3)).containsOnly(9f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void everyRandomSeedIsLegal(int randomSeed) {
    float[] out = new float[10_000];
    Draws.uniform(randomSeed, Stream.NOISE, 0, out, out.length);
    assertThat(mean(out)).isBetween(0.488, 0.512);
  }

  @Test
  void anUpdateOfAStreamRepeatsNoOther() {
    float[] base = normals(1, Stream.NOISE, 0);
    assertUncorrelated(base, normals(1, Stream.GENERATOR_NOISE, 0));
    assertUncorrelated(base, normals(1, Stream.NOISE, 1));
    assertUncorrelated(base, normals(2, Stream.NOISE, 0));
    assertUncorrelated(base, normals(0, Stream.NOISE, 0));
    float[] shifted = new float[base.length];
    System.arraycopy(base, 1, shifted, 0, base.length - 1);
    assertUncorrelated(base, shifted);
  }

  private static void assertUncorrelated(float[] first, float[] second) {
    double correlation = new PearsonsCorrelation().correlation(doubles(first), doubles(second));
    // Standard deviation of a correlation of 100,000 independent pairs: 0.0032.
    assertThat(correlation).isBetween(-0.0127, 0.0127);
  }

  private static float[] normals(int randomSeed, Stream stream, int update) {
    float[] out = new float[100_000];
    Draws.normal(randomSeed, stream, update, out, out.length);
    return out;
  }

  /** Limits are four standard deviations of each mean. */
  @Test
  void uniformsHaveTheirMomentsAndDistribution() {
    float[] out = new float[MANY];
    Draws.uniform(1, Stream.DATA, 0, out, MANY);
    assertThat(mean(out)).isBetween(0.5 - 0.00116, 0.5 + 0.00116);
    assertThat(meanPower(out, 2)).isBetween(1 / 3.0 - 0.0012, 1 / 3.0 + 0.0012);
    for (float value : out) {
      if (!(value >= 0 && value < 1)) {
        throw new AssertionError("outside [0, 1): " + value);
      }
    }
    assertFollows(new UniformRealDistribution(0, 1), out);
  }

  /** Limits are four standard deviations of each mean; the moments are 0, 1, 0, 3, 0, 15. */
  @Test
  void aPartOfTheNormalsIsOfTheSameNumbers() {
    for (int first : new int[] {0, 1, 6, 7}) {
      for (int count : new int[] {0, 1, 2, 5, 6}) {
        float[] out = new float[10];
        Draws.normal(3, Stream.HIDDEN_NOISE, 2, first, out, 2, count);
        for (int i = 0; i < out.length; i++) {
          boolean isWritten = i >= 2 && i < 2 + count;
          assertThat(out[i])
              .isEqualTo(isWritten ? Draws.normal(3, Stream.HIDDEN_NOISE, 2, first + i - 2) : 0f);
        }
      }
    }
  }

  @Test
  void normalsHaveTheirMomentsAndDistribution() {
    float[] out = new float[MANY];
    Draws.normal(1, Stream.NOISE, 0, out, MANY);
    assertThat(mean(out)).isBetween(-0.004, 0.004);
    assertThat(meanPower(out, 2)).isBetween(1 - 0.0057, 1 + 0.0057);
    assertThat(meanPower(out, 3)).isBetween(-0.0155, 0.0155);
    assertThat(meanPower(out, 4)).isBetween(3 - 0.0392, 3 + 0.0392);
    assertThat(meanPower(out, 6)).isBetween(15 - 0.404, 15 + 0.404);
    assertFollows(new NormalDistribution(0, 1), out);
  }

  /** Expected 633.4 of ten million beyond 4, standard deviation 25. */
  @Test
  void normalsHaveTheirTails() {
    float[] out = new float[MANY];
    int beyondFour = 0;
    float greatest = 0;
    for (int update = 0; update < 10; update++) {
      Draws.normal(1, Stream.EVALUATION_NOISE, update, out, MANY);
      for (float value : out) {
        beyondFour += Math.abs(value) > 4 ? 1 : 0;
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    assertThat(beyondFour).isBetween(533, 734);
    assertThat(greatest).isBetween(4.9f, 5.65f);
  }

  /** The two normals of a pair share both words; neither they nor their squares may be related. */
  @Test
  void theNormalsOfAPairAreIndependent() {
    float[] out = new float[MANY];
    Draws.normal(1, Stream.NOISE, 3, out, MANY);
    double product = 0;
    double productOfSquares = 0;
    for (int pair = 0; pair < MANY / 2; pair++) {
      double first = out[2 * pair];
      double second = out[2 * pair + 1];
      product += first * second;
      productOfSquares += (first * first - 1) * (second * second - 1);
    }
    double root = Math.sqrt(MANY / 2.0);
    assertThat(product / root).isBetween(-4.0, 4.0);
    assertThat(productOfSquares / (2 * root)).isBetween(-4.0, 4.0);
  }

  /** A changed hash is a changed arithmetic and needs a new numerics version. */
  @ParameterizedTest
  @CsvSource({
    "0, uniform, 56a35acd087e2ed422faf7c6633c8b9ab81f756807bbcc120d8ce788543dbd8c",
    "0, normal, bd899de3d27526add43f1a0127e5aa4ab8760b83a37e1565bd8490ff69ccac7d",
    "1, uniform, fbbce199460944e23f49b7d14d98d3f7c32b2c97066de13c9f178b3a03726ad2",
    "1, normal, 2527dae79d68a057b9877393fefc410622e72cc37994f84fdf3d7a6f67e3f871",
  })
  void keepsItsBits(int randomSeed, String kind, String expected) {
    float[] out = new float[100_000];
    if (kind.equals("normal")) {
      Draws.normal(randomSeed, Stream.NOISE, 0, out, out.length);
    } else {
      Draws.uniform(randomSeed, Stream.NOISE, 0, out, out.length);
    }

    assertThat(hash(out)).isEqualTo(expected);
  }

  @Test
  void refusesCountsOutsideTheArray() {
    float[] out = new float[12];
    assertThatThrownBy(() -> Draws.uniform(1, Stream.DATA, 0, out, 13))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be 0 to 12 (the length of out), got 13");
    assertThatThrownBy(() -> Draws.normal(1, Stream.DATA, 0, out, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be 0 to 12 (the length of out), got -1");
  }

  @Test
  void refusesNegativeElements() {
    assertThatThrownBy(() -> Draws.uniform(1, Stream.DATA, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("element must be >= 0, got -1 in stream DATA");
    assertThatThrownBy(() -> Draws.normal(1, Stream.LABEL, 0, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("element must be >= 0, got -2 in stream LABEL");
  }

  private static String hash(float[] values) {
    GoldenBits golden = new GoldenBits();
    for (float value : values) {
      golden.add(value);
    }
    return golden.hex();
  }

  private static void assertFollows(RealDistribution distribution, float[] values) {
    double[] sorted = doubles(values);
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.cumulativeProbability(sorted[i]);
      distance = Math.max(distance, Math.abs(expected - i / (double) sorted.length));
      distance = Math.max(distance, Math.abs(expected - (i + 1) / (double) sorted.length));
    }
    double scaled = distance * Math.sqrt(sorted.length);
    double level = 1 - new KolmogorovSmirnovTest().ksSum(scaled, 1e-10, 1000);
    assertThat(level).as("Kolmogorov-Smirnov p-value").isGreaterThan(0.001);
  }

  private static double mean(float[] values) {
    return meanPower(values, 1);
  }

  private static double meanPower(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
