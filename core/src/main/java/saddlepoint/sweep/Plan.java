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
 */
public record Plan(List<Trial> trials, int cells, int merged) {
  public Plan {
    trials = List.copyOf(trials);
  }
}
