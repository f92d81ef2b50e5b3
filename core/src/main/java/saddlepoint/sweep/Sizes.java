// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How large a sweep may be: looked at before anything is expanded. */
final class Sizes {
  /** With ten random seeds each they take 750 MiB of the driver's heap, measured. */
  private static final double MOST_CELLS = 200_000;

  private static final double MOST_TRIALS = 2_000_000;

  private Sizes() {}

  /**
   * Refuses grids that would fill the heap.
   *
   * @throws ConfigurationException naming the largest, and what makes it so
   */
  static void require(List<Grid> grids) {
    double cells = grids.stream().mapToDouble(Sizes::cells).sum();
    double trials = grids.stream().mapToDouble(grid -> cells(grid) * grid.seeds().size()).sum();
    if (cells <= MOST_CELLS && trials <= MOST_TRIALS) {
      return;
    }
    Grid largest = grids.get(0);
    for (Grid grid : grids) {
      if (cells(grid) * grid.seeds().size() > cells(largest) * largest.seeds().size()) {
        largest = grid;
      }
    }
    String product =
        largest.allAxes().stream()
            .map(axis -> axis.values().size() + " of " + axis.name())
            .collect(Collectors.joining(" x "));
    throw new ConfigurationException(
        largest.place(),
        (grids.size() == 1 ? "the grid has " : "the grids have ")
            + number(cells)
            + " combinations, "
            + number(trials)
            + " trials"
            + (grids.size() == 1 ? " (" : "; the largest is of ")
            + (product.isEmpty() ? "" : product + " x ")
            + largest.seeds().size()
            + " random seeds"
            + (grids.size() == 1 ? ")" : "")
            + ", and a sweep takes up to "
            + number(MOST_CELLS)
            + " and "
            + number(MOST_TRIALS)
            + "; take values or seeds out, or split it into several sweeps");
  }

  private static double cells(Grid grid) {
    return grid.allAxes().stream()
        .mapToDouble(axis -> axis.values().size())
        .reduce(1, (a, b) -> a * b);
  }

  private static String number(double number) {
    return number < 1e15
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.1e", number);
  }
}
