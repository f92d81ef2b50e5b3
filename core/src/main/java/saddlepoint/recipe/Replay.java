// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Locale;

/**
 * Rows that G made before, shown to D again (Shrivastava et al. 2017, section 2.3): a part of the
 * generated rows of D's updates are taken from a buffer, and as many new ones put into it.
 *
 * @param share of the generated rows, from 0 to below 1; 0 is none
 * @param size rows that the buffer holds, at least 1
 */
public record Replay(double share, int size) implements Serializable {
  /** Of a buffer, which is a part of one array with all that optimizers keep. */
  private static final int MOST_NUMBERS = 1 << 30;

  /** D sees what G makes. */
  public static final Replay NONE = new Replay(0, 1);

  static Replay of(Settings settings) {
    return settings.has(Keys.REPLAY) && settings.uses(Keys.REPLAY) && settings.get(Keys.REPLAY) > 0
        ? new Replay(settings.get(Keys.REPLAY), settings.get(Keys.REPLAY_SIZE))
        : NONE;
  }

  /** Whether there is a buffer. */
  public boolean isUsed() {
    return share > 0;
  }

  /** How many of a batch's generated rows are old ones, once there are some. */
  public int rows(int batch) {
    return (int) Math.rint(share * batch);
  }

  /** Rows that the buffer holds when D has had some updates. */
  public int stored(int batch, int updates) {
    return (int) Math.min(size, (long) updates * rows(batch));
  }

  /** Numbers of a buffer that {@linkplain #requireFits fits}. */
  public int numbers(int columns) {
    return isUsed() ? size * columns : 0;
  }

  /**
   * Checks that it goes with what is trained.
   *
   * @throws IllegalArgumentException saying why not
   */
  void requireFits(int batch, Source source) {
    if (!isUsed()) {
      return;
    }
    if (rows(batch) < 1 || rows(batch) >= batch) {
      throw new IllegalArgumentException(
          "replay = "
              + share
              + " of a batch of "
              + batch
              + " is "
              + rows(batch)
              + " rows, and there must be old ones and new ones; set another batch, or replay = 0");
    }
    long numbers = (long) size * source.columns();
    if (numbers > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "replay-size = %d of %,d columns is a buffer of %,d numbers, and it may have %,d; lower"
                  + " replay-size",
              size,
              source.columns(),
              numbers,
              MOST_NUMBERS));
    }
    if (source.hasLabels()) {
      throw new IllegalArgumentException(
          "replay > 0 shows D rows of earlier batches, which have not the classes of this one; set"
              + " replay = 0, or use no labels");
    }
  }
}
