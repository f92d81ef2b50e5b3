// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.List;
import saddlepoint.engine.Snapshot;

/**
 * A training as far as it can be drawn.
 *
 * @param snapshots in the order of their steps, at least one, all parameters finite
 * @param scores of the logged steps
 */
public record Film(List<Snapshot> snapshots, Scores scores) {
  /**
   * Checks that there is something to draw.
   *
   * @throws IllegalArgumentException if there is no snapshot
   */
  public Film {
    snapshots = List.copyOf(snapshots);
    if (snapshots.isEmpty()) {
      throw new IllegalArgumentException("a picture needs at least one snapshot");
    }
  }

  /** The snapshots that can be drawn: players with a parameter that is not finite make nothing. */
  public static List<Snapshot> drawable(List<Snapshot> snapshots) {
    return snapshots.stream()
        .filter(snapshot -> isFinite(snapshot.generator()) && isFinite(snapshot.discriminator()))
        .toList();
  }

  /** How many frames there are if at most so many are wanted. */
  public int frames(int wanted) {
    return Math.min(wanted, snapshots.size());
  }

  /** The step that a picture of the trained state shows. */
  public int lastStep() {
    return snapshots.get(last()).step();
  }

  /** The index of the last snapshot. */
  int last() {
    return snapshots.size() - 1;
  }

  /**
   * The index of the snapshot that a frame shows: evenly spread, first and last included.
   *
   * @param frame from 0
   * @param frames how many there are
   */
  int index(int frame, int frames) {
    return frames == 1 ? last() : (int) ((long) frame * last() / (frames - 1));
  }

  private static boolean isFinite(float[] parameters) {
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        return false;
      }
    }
    return true;
  }
}
