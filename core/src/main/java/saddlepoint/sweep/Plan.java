// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;

/**
 * The trials of a sweep.
 *
 * @param trials each id once, in the order of grids, cells and random seeds
 * @param cells how many different configurations they have
 * @param merged how many cells of the grids equal another one; their trials of equal random seeds
 *     are one
 * @param notes what was merged or overruled as it was meant to be, a line each with its place
 */
public record Plan(List<Trial> trials, int cells, int merged, List<String> notes) {
  public Plan {
    trials = List.copyOf(trials);
    notes = List.copyOf(notes);
  }
}
