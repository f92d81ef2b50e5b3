// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static saddlepoint.engine.lanes.Lanes.INTEGERS;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.numerics.Coefficients.COSINE_1;
import static saddlepoint.numerics.Coefficients.COSINE_2;
import static saddlepoint.numerics.Coefficients.COSINE_3;
import static saddlepoint.numerics.Coefficients.ONE_BITS;
import static saddlepoint.numerics.Coefficients.SIGN_MASK;
import static saddlepoint.numerics.Coefficients.SINE_0;
import static saddlepoint.numerics.Coefficients.SINE_1;
import static saddlepoint.numerics.Coefficients.SINE_2;
import static saddlepoint.numerics.Coefficients.SINE_3;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import saddlepoint.random.Stream;

/**
 * {@link saddlepoint.random.Draws} in every lane, each with its own random seed. Threefry goes in
 * stages through arrays: all its rounds in one method hold more vectors than C2 keeps in registers.
 */
final class LaneDraws {
  private static final int PARITY = 0x1bd11bda;
  private static final int SIGNIFICAND_MASK = 0x007fffff;

  private final int[] seeds;
  private int[] seedOfWord = new int[0];
  private int[] words0 = new int[0];
  private int[] words1 = new int[0];
  private float[] radii = new float[0];

  /** Draws with the random seed of each lane, [WIDTH]. */
  LaneDraws(int[] seeds) {
    this.seeds = seeds.clone();
  }

  /** Uniform numbers in [0, 1); out [count] is written. */
  void uniform(Stream stream, int update, float[] out, int count) {
    int pairs = blocks(stream, update, count);
    fractions(words0, out, 0, pairs);
    fractions(words1, out, WIDTH, count / 2);
  }

  /** Numbers in [0, 1) of the words' upper 23 bits, to every second place of out. */
  private static void fractions(int[] words, float[] out, int first, int count) {
    for (int i = 0; i < count; i++) {
      IntVector.fromArray(INTEGERS, words, i * WIDTH)
          .lanewise(LSHR, 9)
          .or(ONE_BITS)
          .reinterpretAsFloats()
          .sub(1f)
          .intoArray(out, first + 2 * i * WIDTH);
    }
  }

  /** Standard normal numbers; out [count] is written. */
  void normal(Stream stream, int update, float[] out, int count) {
    int pairs = blocks(stream, update, count);
    if (radii.length < pairs * WIDTH) {
      radii = new float[pairs * WIDTH];
    }
    radii(pairs);
    turns(out, count, pairs);
  }

  private void radii(int pairs) {
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      FloatVector inOneToTwo =
          IntVector.fromArray(INTEGERS, words0, at)
              .lanewise(LSHR, 9)
              .or(ONE_BITS)
              .reinterpretAsFloats();
      broadcast(SPECIES, 2f).sub(inOneToTwo).intoArray(radii, at);
    }
    LaneFunctions.log(radii, 0, 0, pairs);
    for (int at = 0; at < pairs * WIDTH; at += WIDTH) {
      fromArray(SPECIES, radii, at).mul(-2f).sqrt().intoArray(radii, at);
    }
  }

  private void turns(float[] out, int count, int pairs) {
    for (int pair = 0; pair < pairs; pair++) {
      int at = pair * WIDTH;
      IntVector turn = IntVector.fromArray(INTEGERS, words1, at);
      FloatVector f =
          turn.lanewise(LSHR, 7).and(SIGNIFICAND_MASK).or(ONE_BITS).reinterpretAsFloats().sub(1.5f);
      FloatVector y = f.mul(f);
      FloatVector p = y.fma(broadcast(SPECIES, SINE_3), broadcast(SPECIES, SINE_2));
      p = p.fma(y, broadcast(SPECIES, SINE_1));
      p = p.fma(y, broadcast(SPECIES, SINE_0));
      FloatVector sine = f.mul(p);
      p = y.fma(broadcast(SPECIES, COSINE_3), broadcast(SPECIES, COSINE_2));
      p = p.fma(y, broadcast(SPECIES, COSINE_1));
      FloatVector cosine = p.fma(y, broadcast(SPECIES, 1f));
      IntVector ofSine = sine.reinterpretAsInts();
      IntVector ofCosine = cosine.reinterpretAsInts();
      // All bits where sine and cosine change places, none elsewhere: their bits are swapped so.
      IntVector odd = turn.lanewise(LSHL, 1).lanewise(ASHR, 31);
      IntVector swapped = ofSine.lanewise(XOR, ofCosine).and(odd);
      FloatVector radius = fromArray(SPECIES, radii, at);
      IntVector signOfCosine = turn.lanewise(XOR, turn.lanewise(LSHL, 1)).and(SIGN_MASK);
      radius
          .mul(ofCosine.lanewise(XOR, swapped).lanewise(XOR, signOfCosine).reinterpretAsFloats())
          .intoArray(out, 2 * at);
      if (2 * pair + 1 < count) {
        radius
            .mul(
                ofSine
                    .lanewise(XOR, swapped)
                    .lanewise(XOR, turn.and(SIGN_MASK))
                    .reinterpretAsFloats())
            .intoArray(out, 2 * at + WIDTH);
      }
    }
  }

  /** Fills both words of the blocks that make so many numbers; returns how many blocks. */
  private int blocks(Stream stream, int update, int count) {
    int pairs = (count + 1) / 2;
    int words = pairs * WIDTH;
    if (words0.length < words) {
      words0 = new int[words];
      words1 = new int[words];
      seedOfWord = new int[words];
      for (int i = 0; i < words; i++) {
        seedOfWord[i] = seeds[i % WIDTH];
      }
    }
    int id = stream.id();
    for (int pair = 0; pair < pairs; pair++) {
      Arrays.fill(words1, pair * WIDTH, (pair + 1) * WIDTH, pair + id);
    }
    begin(seedOfWord, words0, words1, words, update);
    inject(seedOfWord, words0, words1, words, id);
    evenRounds(words0, words1, words);
    injectAgain(seedOfWord, words0, words1, words, id);
    oddRounds(words0, words1, words);
    end(seedOfWord, words0, words1, words, id);
    return pairs;
  }

  // Plain loops over ints, which C2 vectorises by itself.

  private static void begin(int[] seed, int[] w0, int[] w1, int count, int update) {
    for (int i = 0; i < count; i++) {
      w0[i] = seed[i] + update;
    }
    oddRounds(w0, w1, count);
  }

  private static void oddRounds(int[] w0, int[] w1, int count) {
    for (int i = 0; i < count; i++) {
      int x0 = w0[i];
      int x1 = w1[i];
      x0 += x1;
      x1 = (x1 << 13 | x1 >>> 19) ^ x0;
      x0 += x1;
      x1 = (x1 << 15 | x1 >>> 17) ^ x0;
      w0[i] = x0;
      w1[i] = x1;
    }
    for (int i = 0; i < count; i++) {
      int x0 = w0[i];
      int x1 = w1[i];
      x0 += x1;
      x1 = (x1 << 26 | x1 >>> 6) ^ x0;
      x0 += x1;
      x1 = (x1 << 6 | x1 >>> 26) ^ x0;
      w0[i] = x0;
      w1[i] = x1;
    }
  }

  private static void evenRounds(int[] w0, int[] w1, int count) {
    for (int i = 0; i < count; i++) {
      int x0 = w0[i];
      int x1 = w1[i];
      x0 += x1;
      x1 = (x1 << 17 | x1 >>> 15) ^ x0;
      x0 += x1;
      x1 = (x1 << 29 | x1 >>> 3) ^ x0;
      w0[i] = x0;
      w1[i] = x1;
    }
    for (int i = 0; i < count; i++) {
      int x0 = w0[i];
      int x1 = w1[i];
      x0 += x1;
      x1 = (x1 << 16 | x1 >>> 16) ^ x0;
      x0 += x1;
      x1 = (x1 << 24 | x1 >>> 8) ^ x0;
      w0[i] = x0;
      w1[i] = x1;
    }
  }

  private static void inject(int[] seed, int[] w0, int[] w1, int count, int id) {
    for (int i = 0; i < count; i++) {
      w0[i] += id;
      w1[i] += (PARITY ^ seed[i] ^ id) + 1;
    }
  }

  private static void injectAgain(int[] seed, int[] w0, int[] w1, int count, int id) {
    for (int i = 0; i < count; i++) {
      w0[i] += PARITY ^ seed[i] ^ id;
      w1[i] += seed[i] + 2;
    }
  }

  private static void end(int[] seed, int[] w0, int[] w1, int count, int id) {
    for (int i = 0; i < count; i++) {
      int x0 = w0[i] + seed[i];
      int x1 = w1[i] + id + 3;
      x0 += x1;
      w1[i] = (x1 << 17 | x1 >>> 15) ^ x0;
      w0[i] = x0;
    }
  }
}
