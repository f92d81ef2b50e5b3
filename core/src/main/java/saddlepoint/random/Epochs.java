// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import java.util.EnumMap;
import java.util.Map;
import saddlepoint.recipe.Source;

/**
 * The order in which rows of a finite set are drawn: each once an epoch, in an order of the epoch's
 * own or in that of the set. Each stream has its own orders, so that players with streams of their
 * own see rows in orders of their own. Row r of update u is row (u rows + r) of the stream,
 * whatever was drawn before. Keeps the current epochs' orders; not thread safe.
 */
public final class Epochs {
  private final int randomSeed;
  private final int size;
  private final Source.Draw draw;
  private final Map<Stream, Order> orders = new EnumMap<>(Stream.class);

  /**
   * Epochs of a random seed.
   *
   * @param size rows of the set, 1 to {@link Source#MOST_ROWS}
   * @param draw in which order: one of a set's
   */
  public Epochs(int randomSeed, int size, Source.Draw draw) {
    this.randomSeed = randomSeed;
    this.size = size;
    this.draw = draw;
  }

  /** Whether these are a source's. */
  boolean areOf(Source source) {
    return source.size() == size && source.draw() == draw;
  }

  /**
   * The indices of the rows of a batch.
   *
   * @param rows of every update of this stream
   * @param out [rows], written with whole numbers from 0 to size - 1
   */
  public void indices(Stream stream, int update, int rows, float[] out) {
    long first = (long) update * rows;
    if (draw == Source.Draw.POSITION) {
      for (int row = 0; row < rows; row++) {
        out[row] = (first + row) % size;
      }
      return;
    }
    for (int row = 0; row < rows; ) {
      int[] order = order(stream, (int) ((first + row) / size));
      int from = (int) ((first + row) % size);
      int count = Math.min(rows - row, size - from);
      for (int i = 0; i < count; i++) {
        out[row + i] = order[from + i];
      }
      row += count;
    }
  }

  private int[] order(Stream stream, int epoch) {
    Order order = orders.get(stream);
    if (order == null || order.epoch() != epoch) {
      order = new Order(epoch, shuffled(stream, epoch));
      orders.put(stream, order);
    }
    return order.indices();
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
