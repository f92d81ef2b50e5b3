// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a sweep that are no settings of a recipe. */
final class SweepKeys {
  static final String NAME = "name";
  static final String ENGINE = "engine";
  static final String CHECKPOINT_EVERY = "checkpoint-every";
  static final String RECIPE = "recipe";
  static final String PRESET = "preset";
  static final String GRID = "grid";
  static final String GRIDS = "grids";
  static final String SEEDS = "seeds";

  /** Those that a grid may have of its own. */
  static final Set<String> OF_A_GRID =
      Stream.concat(Stream.of(RECIPE, PRESET, GRID, SEEDS), RecordingReader.KEYS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** Those that there is one of. */
  static final Set<String> OF_THE_SWEEP = Set.of(NAME, ENGINE, CHECKPOINT_EVERY, GRIDS);

  private SweepKeys() {}

  static boolean contains(String key) {
    return OF_A_GRID.contains(key) || OF_THE_SWEEP.contains(key);
  }
}
