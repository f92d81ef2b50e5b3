// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;
import java.util.Map;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;

/**
 * Every combination of the axes' values on top of a preset, for every random seed.
 *
 * @param fixed values from the file, by key or shorthand
 * @param overrides values that win over the axes
 * @param seeds the same in every cell, so that cells compare in pairs
 * @param recording of the trials that keep snapshots; the others' lacks them
 * @param snapshots which trials keep snapshots
 */
record Grid(
    Recipe recipe,
    Preset preset,
    Map<String, Setting> fixed,
    List<Axis> axes,
    Map<String, Setting> overrides,
    List<Integer> seeds,
    Recording recording,
    SnapshotChoice snapshots) {
  /** Number of combinations of the axes' values. */
  long combinations() {
    return axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
  }
}
