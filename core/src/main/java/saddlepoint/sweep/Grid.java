// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;

/**
 * Every combination of the axes' values on top of a preset, for every random seed.
 *
 * @param fixed values from the file, by key or shorthand
 * @param axes of the file
 * @param overrides values that win over the axes
 * @param winningAxes axes that win over the others
 * @param seeds the same in every cell, so that cells compare in pairs
 * @param recording of the trials that keep snapshots; the others' lacks them
 * @param snapshots which trials keep snapshots
 * @param place where the grid stands, for messages
 */
record Grid(
    Recipe recipe,
    Preset preset,
    Map<String, Setting> fixed,
    List<Axis> axes,
    Map<String, Setting> overrides,
    List<Axis> winningAxes,
    List<Integer> seeds,
    Recording recording,
    SnapshotChoice snapshots,
    String place) {
  /** All axes, those of the file first. */
  List<Axis> allAxes() {
    return Stream.concat(axes.stream(), winningAxes.stream()).toList();
  }
}
