// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import saddlepoint.numerics.ElementaryFunctions;

/**
 * Uniform and standard normal numbers of a stream.
 *
 * <p>A number depends on random seed, stream, update and element alone: filling an array gives the
 * same bits as drawing its elements one by one, and the first numbers do not depend on how many are
 * drawn. Uniform and normal numbers of equal arguments are made of the same random words; use one
 * kind in one update of a stream.
 *
 * <p>Every random seed and update is legal, 0 and negative ones too. Elements count from 0.
 */
public final class Draws {

  // Floats in [1, 2) have these bits above a significand of 23 free ones.
  private static final int ONE_BITS = 0x3f800000;
  private static final int SIGNIFICAND_MASK = 0x007fffff;
  private static final int SIGN_MASK = 0x80000000;

  private Draws() {}

  /**
   * Returns one uniform number: a multiple of 2<sup>-23</sup> in [0, 1).
   *
   * @throws IllegalArgumentException if the element is negative
   */
  public static float uniform(int randomSeed, Stream stream, int update, int element) {
    long words = words(randomSeed, stream, update, element);
    return uniformOf((int) (words >>> ((element & 1) << 5)));
  }

  /**
   * Fills the first {@code count} elements of {@code out} with uniform numbers: multiples of
   * 2<sup>-23</sup> in [0, 1).
   *
   * @throws IllegalArgumentException if count is negative or beyond the length of out
   */
  public static void uniform(int randomSeed, Stream stream, int update, float[] out, int count) {
    requireCount(out, count);
    int id = stream.id();
    int pairs = count >> 1;
    for (int pair = 0; pair < pairs; pair++) {
      long words = Threefry.block(randomSeed, id, update, pair);
      out[2 * pair] = uniformOf((int) words);
      out[2 * pair + 1] = uniformOf((int) (words >>> 32));
    }
    if ((count & 1) == 1) {
      out[count - 1] = uniform(randomSeed, stream, update, count - 1);
    }
  }

  /**
   * Fills a part of an array with uniform numbers as above.
   *
   * @param first element of the stream that is drawn
   * @param from index of the first number written
   * @throws IllegalArgumentException if the element is negative
   */
  public static void uniform(
      int randomSeed, Stream stream, int update, int first, float[] out, int from, int count) {
    int at = 0;
    if (count > 0 && (first & 1) == 1) {
      out[from] = uniform(randomSeed, stream, update, first);
      at = 1;
    }
    for (; at + 1 < count; at += 2) {
      long words = words(randomSeed, stream, update, first + at);
      out[from + at] = uniformOf((int) words);
      out[from + at + 1] = uniformOf((int) (words >>> 32));
    }
    if (at < count) {
      out[from + at] = uniform(randomSeed, stream, update, first + at);
    }
  }

  /**
   * Returns one standard normal number, in [-5.65, 5.65].
   *
   * @throws IllegalArgumentException if the element is negative
   */
  public static float normal(int randomSeed, Stream stream, int update, int element) {
    long words = words(randomSeed, stream, update, element);
    float radius = radius((int) words);
    int turn = (int) (words >>> 32);
    return radius * ((element & 1) == 0 ? cosine(turn) : sine(turn));
  }

  /**
   * Fills the first {@code count} elements of {@code out} with standard normal numbers, in [-5.65,
   * 5.65].
   *
   * @throws IllegalArgumentException if count is negative or beyond the length of out
   */
  public static void normal(int randomSeed, Stream stream, int update, float[] out, int count) {
    requireCount(out, count);
    int id = stream.id();
    int pairs = count >> 1;
    for (int pair = 0; pair < pairs; pair++) {
      long words = Threefry.block(randomSeed, id, update, pair);
      float radius = radius((int) words);
      int turn = (int) (words >>> 32);
      out[2 * pair] = radius * cosine(turn);
      out[2 * pair + 1] = radius * sine(turn);
    }
    if ((count & 1) == 1) {
      out[count - 1] = normal(randomSeed, stream, update, count - 1);
    }
  }

  /**
   * Fills a part of an array with standard normal numbers as above.
   *
   * @param first element of the stream that is drawn
   * @param from index of the first number written
   * @throws IllegalArgumentException if the element is negative
   */
  public static void normal(
      int randomSeed, Stream stream, int update, int first, float[] out, int from, int count) {
    int at = 0;
    if (count > 0 && (first & 1) == 1) {
      out[from] = normal(randomSeed, stream, update, first);
      at = 1;
    }
    for (; at + 1 < count; at += 2) {
      long words = words(randomSeed, stream, update, first + at);
      float radius = radius((int) words);
      int turn = (int) (words >>> 32);
      out[from + at] = radius * cosine(turn);
      out[from + at + 1] = radius * sine(turn);
    }
    if (at < count) {
      out[from + at] = normal(randomSeed, stream, update, first + at);
    }
  }

  /** Returns the word's upper 23 bits as a fraction in [0, 1). */
  static float uniformOf(int word) {
    return Float.intBitsToFloat((word >>> 9) | ONE_BITS) - 1f;
  }

  /** Returns sqrt(-2 log u) for u = 1 minus the word's fraction, in (0, 1]. */
  static float radius(int word) {
    float u = 2f - Float.intBitsToFloat((word >>> 9) | ONE_BITS);
    return ElementaryFunctions.sqrt(-2f * ElementaryFunctions.log(u));
  }

  /** Returns the cosine of the angle that the word's upper 25 bits name. */
  static float cosine(int word) {
    float offset = offset(word);
    float cosine = ElementaryFunctions.cosineOfQuarterTurn(offset);
    float sine = ElementaryFunctions.sineOfQuarterTurn(offset);
    float value = (word & 0x40000000) == 0 ? cosine : sine;
    return withSignFlipped(value, word ^ (word << 1));
  }

  /** Returns the sine of the angle that the word's upper 25 bits name. */
  static float sine(int word) {
    float offset = offset(word);
    float cosine = ElementaryFunctions.cosineOfQuarterTurn(offset);
    float sine = ElementaryFunctions.sineOfQuarterTurn(offset);
    float value = (word & 0x40000000) == 0 ? sine : cosine;
    return withSignFlipped(value, word);
  }

  /** Returns the offset from the quarter in the word's top two bits, in [-0.5, 0.5) quarters. */
  private static float offset(int word) {
    return Float.intBitsToFloat(((word >>> 7) & SIGNIFICAND_MASK) | ONE_BITS) - 1.5f;
  }

  private static float withSignFlipped(float value, int signs) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ (signs & SIGN_MASK));
  }

  private static long words(int randomSeed, Stream stream, int update, int element) {
    if (element < 0) {
      throw new IllegalArgumentException(
          "element must be >= 0, got " + element + " in stream " + stream);
    }
    return Threefry.block(randomSeed, stream.id(), update, element >> 1);
  }

  private static void requireCount(float[] out, int count) {
    if (count < 0 || count > out.length) {
      throw new IllegalArgumentException(
          "count must be 0 to " + out.length + " (the length of out), got " + count);
    }
  }
}
