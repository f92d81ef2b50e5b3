// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

/**
 * The counter-based generator Threefry-2x32 with 13 rounds.
 *
 * <p>A block is a pure function of a 64-bit key and a 64-bit counter, so that any number of a
 * stream can be made alone, in any order and on any machine. Source: J. K. Salmon, M. A. Moraes, R.
 * O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC '11.
 */
public final class Threefry {

  /** The parity constant of the key schedule, of which the third key word is made. */
  private static final int PARITY = 0x1bd11bda;

  private Threefry() {}

  /**
   * Returns one block of two random words.
   *
   * @return word 0 in the low 32 bits, word 1 in the high 32 bits
   */
  public static long block(int key0, int key1, int counter0, int counter1) {
    int key2 = PARITY ^ key0 ^ key1;
    int x0 = counter0 + key0;
    int x1 = counter1 + key1;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 13) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 15) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 26) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 6) ^ x0;
    x0 += key1;
    x1 += key2 + 1;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 17) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 29) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 16) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 24) ^ x0;
    x0 += key2;
    x1 += key0 + 2;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 13) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 15) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 26) ^ x0;
    x0 += x1;
    x1 = Integer.rotateLeft(x1, 6) ^ x0;
    x0 += key0;
    x1 += key1 + 3;

    x0 += x1;
    x1 = Integer.rotateLeft(x1, 17) ^ x0;
    return (x0 & 0xffffffffL) | ((long) x1 << 32);
  }
}
