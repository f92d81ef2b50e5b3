// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryFunctionsTest {

  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float QUIET_NAN_WITH_PAYLOAD = Float.intBitsToFloat(0xffc12345);
  private static final float SIGNALLING_NAN = Float.intBitsToFloat(0x7f800123);

  // A prime step visits every exponent at changing significands: 4.3 million arguments. Step 1
  // visits them all and takes about half an hour.
  private static final int BIT_STEP = Integer.getInteger("saddlepoint.bit-step", 997);

  static Stream<Arguments> errorBounds() {
    return Stream.of(
        Arguments.of(
            "exp",
            (FloatFunction) ElementaryFunctions::exp,
            (DoubleUnaryOperator) StrictMath::exp,
            -86.98f,
            88.72283f,
            1.06),
        Arguments.of(
            "log",
            (FloatFunction) ElementaryFunctions::log,
            (DoubleUnaryOperator) StrictMath::log,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            1.15),
        Arguments.of(
            "tanh",
            (FloatFunction) ElementaryFunctions::tanh,
            (DoubleUnaryOperator) StrictMath::tanh,
            -Float.MAX_VALUE,
            Float.MAX_VALUE,
            4.51),
        Arguments.of(
            "sigmoid",
            (FloatFunction) ElementaryFunctions::sigmoid,
            (DoubleUnaryOperator) ElementaryFunctionsTest::exactSigmoid,
            -87.3365f,
            Float.MAX_VALUE,
            2.49),
        Arguments.of(
            "softplus",
            (FloatFunction) ElementaryFunctions::softplus,
            (DoubleUnaryOperator) ElementaryFunctionsTest::exactSoftplus,
            -86.98f,
            Float.MAX_VALUE,
            2.45));
  }

  private static double exactSigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double exactSoftplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorBounds")
  void staysWithinItsErrorBoundAtEveryExponent(
      String name,
      FloatFunction function,
      DoubleUnaryOperator exact,
      float least,
      float greatest,
      double bound) {
    double worst = 0;
    float worstArgument = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += BIT_STEP) {
      float x = Float.intBitsToFloat((int) bits);
      boolean subnormal = Math.abs(x) < Float.MIN_NORMAL;
      if (!(x >= least && x <= greatest) || subnormal) {
        continue;
      }
      double error = errorInUlp(function.apply(x), exact.applyAsDouble(x));
      if (error > worst) {
        worst = error;
        worstArgument = x;
      }
    }

    assertThat(worst)
        .as("error in ulp of %s at %s", name, worstArgument)
        .isLessThanOrEqualTo(bound);
  }

  /** Returns the error in units of the distance of the two floats around the exact value. */
  private static double errorInUlp(float value, double exact) {
    int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
    return Math.abs(value - exact) / Math.scalb(1.0, exponent - 23);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorBounds")
  void neverReturnsASubnormalNumberForANormalArgument(String name, FloatFunction function) {
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += BIT_STEP) {
      float x = Float.intBitsToFloat((int) bits);
      if (Math.abs(x) < Float.MIN_NORMAL) {
        continue;
      }
      float y = Math.abs(function.apply(x));
      if (y > 0 && y < Float.MIN_NORMAL) {
        throw new AssertionError(name + "(" + x + ") is subnormal: " + y);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errorBounds")
  void passesNotANumberThrough(String name, FloatFunction function) {
    assertThat(function.apply(NAN)).isNaN();
    assertThat(function.apply(QUIET_NAN_WITH_PAYLOAD)).isNaN();
    assertThat(function.apply(SIGNALLING_NAN)).isNaN();
  }

  @Test
  void expHasItsLimits() {
    assertThat(ElementaryFunctions.exp(INFINITY)).isEqualTo(INFINITY);
    assertThat(ElementaryFunctions.exp(Float.MAX_VALUE)).isEqualTo(INFINITY);
    assertThat(ElementaryFunctions.exp(88.722839f)).isEqualTo(INFINITY);
    assertThat(ElementaryFunctions.exp(88.72283f)).isBetween(3.4027e38f, Float.MAX_VALUE);
    assertThat(ElementaryFunctions.exp(-86.98f)).isBetween(1.67e-38f, 1.68e-38f);
    assertBits(ElementaryFunctions.exp(Math.nextDown(-86.98f)), 0f);
    assertBits(ElementaryFunctions.exp(-Float.MAX_VALUE), 0f);
    assertBits(ElementaryFunctions.exp(-INFINITY), 0f);
    assertBits(ElementaryFunctions.exp(0f), 1f);
    assertBits(ElementaryFunctions.exp(-0f), 1f);
    assertBits(ElementaryFunctions.exp(Float.MIN_VALUE), 1f);
  }

  @Test
  void logHasItsLimits() {
    assertThat(ElementaryFunctions.log(INFINITY)).isEqualTo(INFINITY);
    assertThat(ElementaryFunctions.log(0f)).isEqualTo(-INFINITY);
    assertThat(ElementaryFunctions.log(-0f)).isEqualTo(-INFINITY);
    assertThat(ElementaryFunctions.log(Float.MIN_VALUE)).isEqualTo(-INFINITY);
    assertThat(ElementaryFunctions.log(-Float.MIN_VALUE)).isEqualTo(-INFINITY);
    assertThat(ElementaryFunctions.log(Math.nextDown(Float.MIN_NORMAL))).isEqualTo(-INFINITY);
    assertThat(ElementaryFunctions.log(Float.MIN_NORMAL)).isEqualTo(-87.33655f);
    assertThat(ElementaryFunctions.log(-Float.MIN_NORMAL)).isNaN();
    assertThat(ElementaryFunctions.log(-1f)).isNaN();
    assertThat(ElementaryFunctions.log(-INFINITY)).isNaN();
    assertBits(ElementaryFunctions.log(1f), 0f);
  }

  @Test
  void tanhSaturatesAtExactlyOne() {
    assertBits(ElementaryFunctions.tanh(9.02f), 1f);
    assertBits(ElementaryFunctions.tanh(-9.02f), -1f);
    assertBits(ElementaryFunctions.tanh(Float.MAX_VALUE), 1f);
    assertBits(ElementaryFunctions.tanh(INFINITY), 1f);
    assertBits(ElementaryFunctions.tanh(-INFINITY), -1f);
  }

  @Test
  void tanhOfATinyNumberIsThatNumber() {
    for (float x = 0x1p-11f; x > Float.MIN_NORMAL; x *= 0.7f) {
      assertBits(ElementaryFunctions.tanh(x), x);
      assertBits(ElementaryFunctions.tanh(-x), -x);
    }
    assertBits(ElementaryFunctions.tanh(0f), 0f);
    assertBits(ElementaryFunctions.tanh(-0f), -0f);
  }

  @Test
  void tanhIsOddAndNeverBeyondOne() {
    for (int bits = 0; bits < Float.floatToRawIntBits(20f); bits += 211) {
      float x = Float.intBitsToFloat(bits);
      float y = ElementaryFunctions.tanh(x);
      assertBits(ElementaryFunctions.tanh(-x), -y);
      if (!(y >= 0 && y <= 1)) {
        throw new AssertionError("tanh(" + x + ") = " + y);
      }
    }
  }

  @Test
  void sigmoidHasItsLimits() {
    assertBits(ElementaryFunctions.sigmoid(0f), 0.5f);
    assertBits(ElementaryFunctions.sigmoid(-0f), 0.5f);
    assertThat(ElementaryFunctions.sigmoid(-80f)).isBetween(1.8048e-35f, 1.8049e-35f);
    assertBits(ElementaryFunctions.sigmoid(20f), 1f);
    assertBits(ElementaryFunctions.sigmoid(INFINITY), 1f);
    assertBits(ElementaryFunctions.sigmoid(-INFINITY), 0f);
    assertBits(ElementaryFunctions.sigmoid(-87.34f), 0f);
    assertThat(ElementaryFunctions.sigmoid(-87.3365f)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
  }

  @Test
  void softplusHasItsLimits() {
    assertBits(ElementaryFunctions.softplus(0f), (float) StrictMath.log(2));
    assertThat(ElementaryFunctions.softplus(-80f)).isBetween(1.8048e-35f, 1.8049e-35f);
    assertBits(ElementaryFunctions.softplus(100f), 100f);
    assertBits(ElementaryFunctions.softplus(Float.MAX_VALUE), Float.MAX_VALUE);
    assertThat(ElementaryFunctions.softplus(INFINITY)).isEqualTo(INFINITY);
    assertBits(ElementaryFunctions.softplus(-INFINITY), 0f);
    assertBits(ElementaryFunctions.softplus(-87f), 0f);
  }

  @Test
  void logNeverFalls() {
    float previous = Float.NEGATIVE_INFINITY;
    for (int bits = Float.floatToRawIntBits(Float.MIN_NORMAL); bits < 0x7f800000; bits += 97) {
      float y = ElementaryFunctions.log(Float.intBitsToFloat(bits));
      if (y < previous) {
        throw new AssertionError("log falls at " + Float.intBitsToFloat(bits));
      }
      previous = y;
    }
  }

  /** Roundings let a function fall between neighbours, by less than its error bound twice. */
  @ParameterizedTest
  @CsvSource({"exp, 1", "tanh, 5", "sigmoid, 1", "softplus, 2"})
  void fallsByAFewUlpsAtMost(String name, int ulps) {
    FloatFunction function = function(name);
    for (int start = 0; start < Float.floatToRawIntBits(87f); start += 9_973) {
      int previous = Float.floatToRawIntBits(function.apply(Float.intBitsToFloat(start)));
      for (int bits = start + 1; bits <= start + 16; bits++) {
        int current = Float.floatToRawIntBits(function.apply(Float.intBitsToFloat(bits)));
        if (current < previous - ulps) {
          throw new AssertionError(name + " falls at " + Float.intBitsToFloat(bits));
        }
        previous = current;
      }
    }
  }

  @Test
  void squareRootIsCorrectlyRounded() {
    for (int bits = Float.floatToRawIntBits(1f); bits < Float.floatToRawIntBits(4f); bits += 13) {
      float x = Float.intBitsToFloat(bits);
      float root = ElementaryFunctions.sqrt(x);
      // Halfway points have 25 significant bits, so that their squares are exact in double.
      double below = ((double) root + Math.nextDown(root)) / 2;
      double above = ((double) root + Math.nextUp(root)) / 2;
      if (!(below * below <= x && x <= above * above)) {
        throw new AssertionError("sqrt(" + x + ") = " + root);
      }
    }
    assertBits(ElementaryFunctions.sqrt(-0f), -0f);
    assertThat(ElementaryFunctions.sqrt(-1f)).isNaN();
    assertThat(ElementaryFunctions.sqrt(INFINITY)).isEqualTo(INFINITY);
  }

  @Test
  void sineAndCosineOfAQuarterTurnAreAccurate() {
    double worstSine = 0;
    double worstCosine = 0;
    for (int i = -4_194_304; i <= 4_194_304; i++) {
      float f = i / 8_388_608f;
      double angle = f * (Math.PI / 2);
      double sineError =
          errorInUlp(ElementaryFunctions.sineOfQuarterTurn(f), StrictMath.sin(angle));
      double cosineError =
          errorInUlp(ElementaryFunctions.cosineOfQuarterTurn(f), StrictMath.cos(angle));
      worstSine = Math.max(worstSine, sineError);
      worstCosine = Math.max(worstCosine, cosineError);
    }
    assertThat(worstSine).isLessThanOrEqualTo(1.59);
    assertThat(worstCosine).isLessThanOrEqualTo(1.34);
  }

  /**
   * A changed hash is a changed arithmetic: raise {@link Numerics#VERSION} before the new hash
   * comes here.
   */
  @ParameterizedTest
  @CsvSource({
    "exp, c18f8851e12458289381f5276993ee54dc453cdfe68797e794788f4373c01223",
    "log, 908f5dacfe059865d47f088f2b9fe03d26ec815309fb723da45f12286a292de1",
    "tanh, 725dbc7ed5d4b9682dd3ebcba387dca66275fe356a2755e8cec71e84a685eb1e",
    "sigmoid, 5e136f90f2c8791c36beafe7c23f71c6e761362116994c442fd60c737ad6ca27",
    "softplus, 437bae4b2b095105549206cecfba36fed1ff9422e6ea8453bc3ecab1fe92c4d9",
  })
  void keepsItsBits(String name, String expected) {
    FloatFunction function = function(name);
    GoldenBits golden = new GoldenBits();
    for (int i = 0; i < 500_000; i++) {
      // 8,589 * 500,000 is just below 2^32: every exponent and both signs.
      golden.add(function.apply(Float.intBitsToFloat(i * 8_589)));
      golden.add(function.apply((i - 250_000) / 12_500f));
    }
    assertThat(golden.hex()).isEqualTo(expected);
  }

  @Test
  void theVersionStaysUntilBitsChange() {
    assertThat(Numerics.VERSION).isEqualTo(2);
  }

  private static FloatFunction function(String name) {
    return errorBounds()
        .filter(arguments -> arguments.get()[0].equals(name))
        .map(arguments -> (FloatFunction) arguments.get()[1])
        .findFirst()
        .orElseThrow();
  }

  private static void assertBits(float actual, float expected) {
    if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
      throw new AssertionError("expected exactly " + expected + ", got " + actual);
    }
  }
}
