// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this processor, and arrays whose fastest axis is the lane: number i of lane
 * l is element {@code i * WIDTH + l}.
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTEGERS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** Trials that are trained at once. */
  static final int WIDTH = SPECIES.length();

  private Lanes() {}

  static float[] allocate(int count) {
    return new float[Math.multiplyExact(count, WIDTH)];
  }

  /** Copies one lane out. */
  static void extract(float[] lanes, int lane, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = lanes[i * WIDTH + lane];
    }
  }

  /** Copies one lane in. */
  static void insert(float[] values, int lane, float[] lanes, int count) {
    for (int i = 0; i < count; i++) {
      lanes[i * WIDTH + lane] = values[i];
    }
  }
}
