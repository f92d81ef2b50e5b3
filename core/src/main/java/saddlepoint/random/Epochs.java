// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import java.util.EnumMap;
import java.util.Map;

/**
 * The order in which rows of a finite set are drawn: each once an epoch, in an order of the epoch's
 * own. Each stream has its own orders, so that players with streams of their own see rows in orders
 * of their own. Row r of update u is row (u rows + r) of the stream, whatever was drawn before.
 * Keeps the current epochs' orders; not thread safe.
 */
public final class Epochs {
  /** Beyond them a float does not hold every whole number. */
  private static final int MOST_ROWS = 1 << 24;

  private final int randomSeed;
  private final int size;
  private final Map<Stream, Order> orders = new EnumMap<>(Stream.class);

  /**
   * Epochs of a random seed.
   *
   * @param size rows of the set, 1 to 2<sup>24</sup>
   * @throws IllegalArgumentException if the size is out of its range
   */
  public Epochs(int randomSeed, int size) {
    if (size < 1 || size > MOST_ROWS) {
      throw new IllegalArgumentException(
          "a set must have 1 to " + MOST_ROWS + " rows, got " + size);
    }
    this.randomSeed = randomSeed;
    this.size = size;
  }

  int size() {
    return size;
  }

  /**
   * The indices of the rows of a batch.
   *
   * @param rows of every update of this stream
   * @param out [rows], written with whole numbers from 0 to size - 1
   */
  public void indices(Stream stream, int update, int rows, float[] out) {
    long first = (long) update * rows;
    for (int row = 0; row < rows; row++) {
      long position = first + row;
      out[row] = order(stream, (int) (position / size)).indices()[(int) (position % size)];
    }
  }

  private Order order(Stream stream, int epoch) {
    Order order = orders.get(stream);
    if (order == null || order.epoch() != epoch) {
      order = new Order(epoch, shuffled(stream, epoch));
      orders.put(stream, order);
    }
    return order;
  }

  /** By Durstenfeld (1964): element i of the stream's epoch chooses whom index i changes with. */
  private int[] shuffled(Stream stream, int epoch) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      long word = Threefry.block(randomSeed, stream.id(), epoch, i) >>> 32;
      int other = (int) (word * (i + 1) >>> 32);
      indices[i] = indices[other];
      indices[other] = i;
    }
    return indices;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Order(int epoch, int[] indices) {}
}
