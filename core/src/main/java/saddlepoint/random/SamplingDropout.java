// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

/**
 * What dropout drops where a generator makes samples outside training. Each row has masks under a
 * key of its own, made of the bits of what the generator is given there: G stays a function of its
 * input, whoever asks, for however many rows at once, at whatever step.
 */
public final class SamplingDropout {
  private static final Stream STREAM = Stream.SAMPLING_DROPOUT;

  private final float[] given;
  private final int rows;
  private int[] keys;

  /**
   * The masks of some rows.
   *
   * @param given [rows, columns], noise and perhaps a label; not changed until masks are drawn
   */
  public SamplingDropout(float[] given, int rows) {
    this.given = given;
    this.rows = rows;
  }

  /** Most networks ask for none. */
  private static int[] keys(float[] given, int rows) {
    int[] keys = new int[rows];
    for (int row = 0; row < rows; row++) {
      int columns = given.length / rows;
      int key = 0;
      for (int column = 0; column < columns; column++) {
        int bits = Float.floatToIntBits(given[row * columns + column]);
        // The elements of masks count up from 0.
        key = (int) Threefry.block(key, STREAM.id(), bits, -1 - column);
      }
      keys[row] = key;
    }
    return keys;
  }

  /**
   * Draws a layer's masks.
   *
   * @param before columns of the layers with dropout before it
   * @param rate chance that a number is dropped
   * @param out [rows, columns], written: 1 / (1 - rate) for what is kept, 0 for what is dropped
   */
  public void draw(int before, int columns, double rate, float[] out) {
    if (keys == null) {
      keys = keys(given, rows);
    }
    for (int row = 0; row < rows; row++) {
      Draws.uniform(keys[row], STREAM, 0, before, out, row * columns, columns);
    }
    Batches.drop(rate, out, 0, rows * columns);
  }
}
