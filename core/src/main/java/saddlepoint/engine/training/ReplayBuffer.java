// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.random.Draws;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Replay;

/**
 * The buffer of a {@link Replay}: rows that G made for D's updates, before noise is added to them.
 * Which ones it holds follows from its rows and the number of updates. Not thread safe.
 *
 * @param <A> an array of numbers
 */
public final class ReplayBuffer<A> {
  private final Replay replay;
  private final int batch;
  private final int columns;
  private final int randomSeed;
  private final A rows;
  private final A shown;
  private final float[] draws;

  /**
   * An empty buffer.
   *
   * @param rows [replay's size, columns], where it keeps them
   * @param shown [batch, columns], where it shows them
   */
  public ReplayBuffer(Gan gan, int randomSeed, A rows, A shown) {
    replay = gan.generatedRows().replay();
    batch = gan.batch();
    columns = gan.source().columns();
    this.randomSeed = randomSeed;
    this.rows = rows;
    this.shown = shown;
    draws = new float[2 * replay.rows(batch)];
  }

  /** What it holds, [replay's size, columns]; places that no row has come to are 0. */
  public A rows() {
    return rows;
  }

  /** The uniform numbers of the last update: one for each old row, then one for each new one. */
  public float[] draws() {
    return draws;
  }

  /**
   * Puts old rows in the place of the last ones of a batch, and then the first ones into the
   * buffer: behind the others until it is full, and then in places drawn anew for each.
   *
   * @param generated [batch, columns], new; not modified
   * @param update of D, counted from 0
   * @return [batch, columns], valid until the next update
   */
  public A show(A generated, int update) {
    int count = replay.rows(batch);
    int stored = replay.stored(batch, update);
    Draws.uniform(randomSeed, Stream.REPLAY, update, draws, draws.length);
    copy(generated, 0, shown, 0, batch);
    for (int i = 0; i < count && stored > 0; i++) {
      copy(rows, place(i, stored), shown, batch - count + i, 1);
    }
    for (int i = 0; i < count; i++) {
      boolean isFull = stored + i >= replay.size();
      copy(generated, i, rows, isFull ? place(count + i, replay.size()) : stored + i, 1);
    }
    return shown;
  }

  private int place(int draw, int places) {
    return (int) ((double) draws[draw] * places);
  }

  @SuppressWarnings("SuspiciousSystemArraycopy")
  private void copy(A from, int row, A to, int toRow, int count) {
    System.arraycopy(from, row * columns, to, toRow * columns, count * columns);
  }
}
