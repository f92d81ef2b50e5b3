// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;

/**
 * A configuration as read: grids of trials under one name.
 *
 * @param name also the default name of the run
 * @param engine which engine is asked for, or {@code auto}
 * @param checkpoints how often trainings keep what they need to go on
 * @param grids at least one
 * @param notes what the command line overrules that is no setting of a recipe, a line each
 */
public record Sweep(
    String name,
    String engine,
    CheckpointInterval checkpoints,
    List<Grid> grids,
    List<String> notes) {
  /** Lets an executor choose. */
  public static final String AUTO = "auto";

  public Sweep {
    grids = List.copyOf(grids);
    notes = List.copyOf(notes);
  }

  /**
   * Expands the grids.
   *
   * @param arithmetic of the engine that will train
   * @param numericsVersion of this build
   * @throws ConfigurationException if an axis or a setting has no effect in any cell
   */
  public Plan plan(String arithmetic, int numericsVersion) {
    return new Expansion(arithmetic, numericsVersion, notes).expand(grids);
  }
}
