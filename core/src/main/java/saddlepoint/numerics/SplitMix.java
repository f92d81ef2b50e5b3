// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/**
 * SplitMix64 (Steele et al. 2014) from state 0: numbers that are always the same, for choices that
 * measuring makes and training does not see.
 */
public final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix() {}

  /** The number of an index, from 0; any long. */
  public static long at(long index) {
    long z = (index + 1) * GOLDEN_GAMMA;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /**
   * One of some whole numbers, from 0.
   *
   * @param index as of {@link #at}
   * @param count how many, at least 1
   */
  public static int below(long index, int count) {
    return (int) Long.remainderUnsigned(at(index), count);
  }
}
