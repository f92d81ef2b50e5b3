// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreefryTest {

  /** The known answers that the authors publish with Random123 for 2x32 and 13 rounds. */
  @Test
  void givesThePublishedKnownAnswers() {
    assertBlock(Threefry.block(0, 0, 0, 0), 0x9d1c5ec6, 0x8bd50731);
    assertBlock(Threefry.block(-1, -1, -1, -1), 0xfd36d048, 0x2d17272c);
    assertBlock(
        Threefry.block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3), 0xba3e4725, 0xf27d669e);
  }

  @Test
  void everyInputBitFlipsAboutHalfOfTheOutputBits() {
    for (int bit = 0; bit < 128; bit++) {
      int flipped = 0;
      int trials = 400;
      for (int trial = 0; trial < trials; trial++) {
        int[] input = {trial, 3, 17, trial * 5};
        long before = Threefry.block(input[0], input[1], input[2], input[3]);
        input[bit >> 5] ^= 1 << (bit & 31);
        long after = Threefry.block(input[0], input[1], input[2], input[3]);
        flipped += Long.bitCount(before ^ after);
      }
      // 64 bits a block: mean 32, standard deviation 4 / sqrt(400) = 0.2.
      assertThat(flipped / (double) trials).as("input bit %s", bit).isBetween(31.0, 33.0);
    }
  }

  private static void assertBlock(long block, int word0, int word1) {
    assertThat((int) block).isEqualTo(word0);
    assertThat((int) (block >>> 32)).isEqualTo(word1);
  }
}
