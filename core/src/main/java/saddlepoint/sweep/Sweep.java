// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;

/**
 * A configuration as read: grids of trials under one name.
 *
 * @param name also the default name of the run
 * @param engine which engine is asked for, or {@code auto}
 * @param grids at least one
 */
public record Sweep(String name, String engine, List<Grid> grids) {
  /** Lets an executor choose. */
  public static final String AUTO = "auto";

  public Sweep {
    grids = List.copyOf(grids);
  }

  /**
   * Expands the grids.
   *
   * @param arithmetic of the engine that will train
   * @param numericsVersion of this build
   * @throws ConfigurationException if an axis or a setting has no effect in any cell
   */
  public Plan plan(String arithmetic, int numericsVersion) {
    return new Expansion(arithmetic, numericsVersion).expand(grids);
  }
}
