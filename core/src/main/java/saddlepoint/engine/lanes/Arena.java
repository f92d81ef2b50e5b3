// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

/**
 * The one array in which everything lies that a training touches at every step. Places in it are
 * handed out first and counted, so that its size is known before it is allocated; then it is made.
 *
 * <p>A vector that straddles two cache lines costs two accesses. Java aligns no array to a line,
 * but the G1 collector puts an array of half a region or more at a region's start and never moves
 * it: such an array is made, and its first number begins a line. Elsewhere only speed is lost.
 */
final class Arena {
  private static final int LINE_BYTES = 64;
  private static final int ARRAY_HEADER_BYTES = 16;
  private static final int FIRST = (LINE_BYTES - ARRAY_HEADER_BYTES) / Float.BYTES;

  private long size = FIRST;
  private float[] memory;

  /** A place for so many numbers of every lane, all 0 to begin with. */
  int allocate(int count) {
    if (memory != null) {
      throw new IllegalStateException("the array is made already");
    }
    long place = size;
    size += (long) count * WIDTH;
    return (int) place;
  }

  /** Bytes of the array, made or not. */
  long bytes() {
    return Math.max(size, G1Region.halfInFloats()) * Float.BYTES;
  }

  /** The array, made at the first call. */
  float[] memory() {
    if (memory == null) {
      memory = new float[Math.toIntExact(bytes() / Float.BYTES)];
    }
    return memory;
  }
}
