// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

import org.junit.jupiter.api.Test;

/**
 * Repeats the formulas of docs/numerics.md with every operand and every result flushed to zero
 * where it is subnormal, as a CPU does after a native library has set its flags, and wants the same
 * bits.
 *
 * <p>The formulas are written a second time here, from the document, so that this is a test of the
 * document too.
 */
class FlushToZeroTest {

  private static final float ROUNDING = 12_582_912f;

  private static final float[] EXP = {
    0x1.37cf76p-10f, 0x1.1229f2p-7f, 0x1.559bf2p-5f, 0x1.5554b0p-3f, 0x1.ffffacp-2f, 1f, 1f
  };
  private static final float[] LOG = {
    0x1.66ee86p-4f, -0x1.255d84p-3f, 0x1.317e0cp-3f, -0x1.535248p-3f,
    0x1.98d230p-3f, -0x1.0004cap-2f, 0x1.5556f6p-2f, -0x1.fffffap-2f
  };
  private static final float[] LOG1P = {
    0x1.5fa0dap-8f,
    -0x1.eca398p-6f,
    0x1.44707ap-4f,
    -0x1.19af8ep-3f,
    0x1.884554p-3f,
    -0x1.fd1368p-3f,
    0x1.5535dep-2f,
    -0x1.ffff14p-2f,
    1f
  };
  private static final float[] TANH_W = {0x1.df8c1ap-14f, 0x1.e7dfa8p-6f};
  private static final float[] TANH_V = {0x1.4a5bf2p-20f, 0x1.3c63c4p-10f, 0x1.cf4d36p-4f, 1f};

  @Test
  void exp() {
    assertSame(FlushToZeroTest::flushedExp, ElementaryFunctions::exp, true);
  }

  @Test
  void log() {
    assertSame(FlushToZeroTest::flushedLog, ElementaryFunctions::log, true);
  }

  @Test
  void tanhButForSubnormalArguments() {
    assertSame(FlushToZeroTest::flushedTanh, ElementaryFunctions::tanh, false);
  }

  @Test
  void sigmoid() {
    assertSame(FlushToZeroTest::flushedSigmoid, ElementaryFunctions::sigmoid, true);
  }

  @Test
  void softplus() {
    assertSame(FlushToZeroTest::flushedSoftplus, ElementaryFunctions::softplus, true);
  }

  private static float flushedExp(float x) {
    float shifted = fma(x, 0x1.715476p0f, ROUNDING);
    float n = add(shifted, -ROUNDING);
    float r = fma(n, 0x1.05c61p-29f, fma(n, -0x1.62e43p-1f, x));
    // Scaling in two steps, with results that are all normal, is exact.
    float half = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + (126 << 23));
    float y = multiply(multiply(2f, polynomial(EXP, r)), half);
    if (flush(x) > 0x1.62e42ep6f) {
      return Float.POSITIVE_INFINITY;
    }
    return flush(x) < -86.98f ? 0f : y;
  }

  private static float flushedLog(float x) {
    int bits = Float.floatToRawIntBits(x);
    int k = (bits - 0x3f3504f3) >> 23;
    float n = add(Float.intBitsToFloat(0x4b400000 + k), -ROUNDING);
    float f = add(Float.intBitsToFloat(bits - (k << 23)), -1f);
    float y = fma(n, 0x1.62e43p-1f, fma(multiply(f, f), polynomial(LOG, f), f));
    if (flush(x) <= -Float.MIN_NORMAL) {
      return Float.NaN;
    }
    if (flush(x) < Float.MIN_NORMAL) {
      return Float.NEGATIVE_INFINITY;
    }
    return x < Float.POSITIVE_INFINITY ? y : x;
  }

  private static float flushedTanh(float x) {
    float y = multiply(x, x);
    float w = fma(multiply(x, y), polynomial(TANH_W, y), x);
    float v = polynomial(TANH_V, y);
    float ratio = divide(multiply(w, v), fma(multiply(0.25f, w), w, multiply(v, v)));
    return Math.abs(flush(x)) > 0x1.205966p3f ? Math.copySign(1f, x) : ratio;
  }

  private static float flushedSigmoid(float x) {
    float shifted = fma(-x, 0x1.715476p0f, ROUNDING);
    float n = add(shifted, -ROUNDING);
    float r = fma(n, 0x1.05c61p-29f, fma(n, -0x1.62e43p-1f, -x));
    float power = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + (127 << 23));
    float y = divide(1f, fma(polynomial(EXP, r), power, 1f));
    if (flush(x) > 80f) {
      return 1f;
    }
    return flush(x) < -0x1.5d589ep6f ? 0f : y;
  }

  private static float flushedSoftplus(float x) {
    float e = flushedExp(-Math.abs(x));
    return fma(e, polynomial(LOG1P, e), flush(x) > 0 ? x : 0f);
  }

  private static float polynomial(float[] highestFirst, float x) {
    float p = highestFirst[0];
    for (int i = 1; i < highestFirst.length; i++) {
      p = fma(p, x, highestFirst[i]);
    }
    return p;
  }

  private static float flush(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
  }

  private static float fma(float a, float b, float c) {
    return flush(Math.fma(flush(a), flush(b), flush(c)));
  }

  private static float add(float a, float b) {
    return flush(flush(a) + flush(b));
  }

  private static float multiply(float a, float b) {
    return flush(flush(a) * flush(b));
  }

  private static float divide(float a, float b) {
    return flush(flush(a) / flush(b));
  }

  private static void assertSame(FloatFunction flushed, FloatFunction function, boolean subnormal) {
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 2_003) {
      float x = Float.intBitsToFloat((int) bits);
      if (x != 0 && Math.abs(x) < Float.MIN_NORMAL && !subnormal) {
        continue;
      }
      float expected = function.apply(x);
      float actual = flushed.apply(x);
      if (Float.floatToIntBits(actual) != Float.floatToIntBits(expected)) {
        throw new AssertionError("at " + x + ": " + expected + ", flushed " + actual);
      }
    }
  }
}
