// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Gradients of biases, {@code bench/kernels rows}. */
@State(Scope.Thread)
public class RowSumBenchmark {
  /** Rows, columns: gaussian, normal, and a block of curves. */
  @Param({"12x8", "12x1", "200x6", "64x15", "64x128"})
  public String shape;

  private float[] memory;
  private int rows;
  private int columns;
  private int gradient;
  private int sums;

  /** Lays out a gradient and its sums. */
  @Setup
  public void prepare() {
    Shape sizes = Shape.of(shape);
    rows = sizes.size(0);
    columns = sizes.size(1);
    Arena arena = new Arena();
    sums = arena.allocate(columns);
    gradient = arena.allocate(Lanes.numbers(rows, columns));
    memory = arena.memory();
    Shape.fill(memory, -1, 1);
  }

  /** Adds up the columns. */
  @Benchmark
  public void addRows() {
    LaneMatrix.addRows(memory, gradient, sums, rows, columns);
  }
}
