// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static saddlepoint.engine.lanes.Lanes.INTEGERS;
import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.engine.lanes.Lanes.all;
import static saddlepoint.numerics.Coefficients.COSINE_1;
import static saddlepoint.numerics.Coefficients.COSINE_2;
import static saddlepoint.numerics.Coefficients.COSINE_3;
import static saddlepoint.numerics.Coefficients.ONE_BITS;
import static saddlepoint.numerics.Coefficients.SIGN_MASK;
import static saddlepoint.numerics.Coefficients.SINE_0;
import static saddlepoint.numerics.Coefficients.SINE_1;
import static saddlepoint.numerics.Coefficients.SINE_2;
import static saddlepoint.numerics.Coefficients.SINE_3;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import saddlepoint.random.Stream;

/**
 * {@link saddlepoint.random.Draws} in every lane, each with its own random seed. Threefry goes in
 * stages through arrays: all its rounds in one method hold more vectors than C2 keeps in registers.
 */
final class LaneDraws {
  private static final int PARITY = 0x1bd11bda;
  private static final int SIGNIFICAND_MASK = 0x007fffff;
  private static final int QUARTER_BIT = 0x40000000;

  private final int[] seeds;
  private int[] words0 = new int[0];
  private int[] words1 = new int[0];

  /** Draws with the random seed of each lane, [WIDTH]. */
  LaneDraws(int[] seeds) {
    this.seeds = seeds.clone();
  }

  /** Uniform numbers in [0, 1); out [count] is written. */
  void uniform(Stream stream, int update, float[] out, int count) {
    int pairs = blocks(stream, update, count);
    for (int pair = 0; pair < pairs; pair++) {
      int at = pair * WIDTH;
      fraction(words(words0, at)).sub(1f).intoArray(out, 2 * at);
      if (2 * pair + 1 < count) {
        fraction(words(words1, at)).sub(1f).intoArray(out, 2 * at + WIDTH);
      }
    }
  }

  /** Standard normal numbers; out [count] is written. */
  void normal(Stream stream, int update, float[] out, int count) {
    int pairs = blocks(stream, update, count);
    for (int pair = 0; pair < pairs; pair++) {
      int at = pair * WIDTH;
      FloatVector radius = radius(words(words0, at));
      IntVector turn = words(words1, at);
      radius.mul(cosine(turn)).intoArray(out, 2 * at);
      if (2 * pair + 1 < count) {
        radius.mul(sine(turn)).intoArray(out, 2 * at + WIDTH);
      }
    }
  }

  /** A float in [1, 2) of a word's upper 23 bits. */
  private static FloatVector fraction(IntVector word) {
    return word.lanewise(LSHR, 9).or(ONE_BITS).reinterpretAsFloats();
  }

  private static FloatVector radius(IntVector word) {
    FloatVector u = all(2f).sub(fraction(word));
    return LaneFunctions.log(u).mul(-2f).sqrt();
  }

  private static FloatVector cosine(IntVector word) {
    FloatVector offset = offset(word);
    VectorMask<Integer> odd = word.and(QUARTER_BIT).compare(NE, 0);
    FloatVector value =
        cosineOfQuarter(offset).blend(sineOfQuarter(offset), odd.cast(Lanes.SPECIES));
    return flip(value, word.lanewise(XOR, shifted(word)));
  }

  private static FloatVector sine(IntVector word) {
    FloatVector offset = offset(word);
    VectorMask<Integer> odd = word.and(QUARTER_BIT).compare(NE, 0);
    FloatVector value =
        sineOfQuarter(offset).blend(cosineOfQuarter(offset), odd.cast(Lanes.SPECIES));
    return flip(value, word);
  }

  private static IntVector shifted(IntVector word) {
    return word.lanewise(LSHL, 1);
  }

  private static FloatVector offset(IntVector word) {
    return word.lanewise(LSHR, 7)
        .and(SIGNIFICAND_MASK)
        .or(ONE_BITS)
        .reinterpretAsFloats()
        .sub(1.5f);
  }

  private static FloatVector flip(FloatVector value, IntVector signs) {
    return value.reinterpretAsInts().lanewise(XOR, signs.and(SIGN_MASK)).reinterpretAsFloats();
  }

  private static FloatVector sineOfQuarter(FloatVector f) {
    FloatVector y = f.mul(f);
    FloatVector p = y.fma(all(SINE_3), all(SINE_2));
    p = p.fma(y, all(SINE_1));
    p = p.fma(y, all(SINE_0));
    return f.mul(p);
  }

  private static FloatVector cosineOfQuarter(FloatVector f) {
    FloatVector y = f.mul(f);
    FloatVector p = y.fma(all(COSINE_3), all(COSINE_2));
    p = p.fma(y, all(COSINE_1));
    return p.fma(y, all(1f));
  }

  private static IntVector words(int[] words, int offset) {
    return IntVector.fromArray(INTEGERS, words, offset);
  }

  /** Fills both words of the blocks that make so many numbers; returns how many blocks. */
  private int blocks(Stream stream, int update, int count) {
    int pairs = (count + 1) / 2;
    if (words0.length < pairs * WIDTH) {
      words0 = new int[pairs * WIDTH];
      words1 = new int[pairs * WIDTH];
    }
    IntVector key0 = IntVector.fromArray(INTEGERS, seeds, 0);
    IntVector key1 = Lanes.allBits(stream.id());
    IntVector key2 = key0.lanewise(XOR, PARITY).lanewise(XOR, key1);
    begin(key0, key1, update, pairs);
    inject(key1, key2.add(1), pairs);
    secondRounds(pairs);
    inject(key2, key0.add(2), pairs);
    firstRounds(pairs);
    inject(key0, key1.add(3), pairs);
    lastRound(pairs);
    return pairs;
  }

  private void begin(IntVector key0, IntVector key1, int update, int pairs) {
    IntVector x0 = key0.add(update);
    for (int pair = 0; pair < pairs; pair++) {
      x0.intoArray(words0, pair * WIDTH);
      key1.add(pair).intoArray(words1, pair * WIDTH);
    }
    firstRounds(pairs);
  }

  private void inject(IntVector to0, IntVector to1, int pairs) {
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      words(words0, at).add(to0).intoArray(words0, at);
      words(words1, at).add(to1).intoArray(words1, at);
    }
  }

  private void firstRounds(int pairs) {
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      IntVector x0 = words(words0, at);
      IntVector x1 = words(words1, at);
      x0 = x0.add(x1);
      x1 = rotated(x1, 13).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 15).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 26).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 6).lanewise(XOR, x0);
      x0.intoArray(words0, at);
      x1.intoArray(words1, at);
    }
  }

  private void secondRounds(int pairs) {
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      IntVector x0 = words(words0, at);
      IntVector x1 = words(words1, at);
      x0 = x0.add(x1);
      x1 = rotated(x1, 17).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 29).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 16).lanewise(XOR, x0);
      x0 = x0.add(x1);
      x1 = rotated(x1, 24).lanewise(XOR, x0);
      x0.intoArray(words0, at);
      x1.intoArray(words1, at);
    }
  }

  private void lastRound(int pairs) {
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      IntVector x0 = words(words0, at);
      IntVector x1 = words(words1, at);
      x0 = x0.add(x1);
      x1 = rotated(x1, 17).lanewise(XOR, x0);
      x0.intoArray(words0, at);
      x1.intoArray(words1, at);
    }
  }

  private static IntVector rotated(IntVector x, int bits) {
    return x.lanewise(LSHL, bits).or(x.lanewise(LSHR, 32 - bits));
  }
}
