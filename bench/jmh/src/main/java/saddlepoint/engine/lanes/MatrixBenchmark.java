// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A layer's matrix products, {@code bench/kernels matrix}. */
@State(Scope.Thread)
public class MatrixBenchmark {
  /** Rows, columns in, columns out: D of gaussian, normal, and blocks of rows of curves. */
  @Param({
    "12x1x8",
    "12x8x8",
    "12x8x1",
    "200x6x6",
    "8x15x128",
    "16x15x128",
    "32x15x128",
    "64x15x128",
    "8x128x15",
    "16x128x15",
    "32x128x15",
    "64x128x15",
    "8x128x1",
    "16x128x1",
    "32x128x1",
    "64x128x1",
    "8x5x128",
    "16x5x128",
    "32x5x128",
    "64x5x128"
  })
  public String shape;

  private float[] memory;
  private int rows;
  private int in;
  private int out;
  private int x;
  private int weights;
  private int transposed;
  private int biases;
  private int zeros;
  private int y;
  private int xGradient;
  private int weightGradient;

  /** Lays out what a layer touches, as training does. */
  @Setup
  public void prepare() {
    Shape sizes = Shape.of(shape);
    rows = sizes.size(0);
    in = sizes.size(1);
    out = sizes.size(2);
    Arena arena = new Arena();
    weights = arena.allocate(in * out);
    biases = arena.allocate(out);
    weightGradient = arena.allocate(in * out);
    transposed = arena.allocate(in * out);
    zeros = arena.allocate(Math.max(in, out));
    x = arena.allocate(Lanes.numbers(rows, in));
    y = arena.allocate(Lanes.numbers(rows, out));
    xGradient = arena.allocate(Lanes.numbers(rows, in));
    memory = arena.memory();
    Shape.fill(memory, -1, 1);
    LaneMatrix.transpose(memory, weights, transposed, in, out);
  }

  /** Forward. */
  @Benchmark
  public void multiply() {
    LaneMatrix.multiply(memory, x, weights, biases, y, rows, in, out, LaneMatrix.OPEN);
  }

  /** The gradient of the input from that of the output, y. */
  @Benchmark
  public void multiplyByTranspose() {
    LaneMatrix.multiply(memory, y, transposed, zeros, xGradient, rows, out, in, LaneMatrix.OPEN);
  }

  /** The gradient of the weights from that of the output, y. */
  @Benchmark
  public void addWeightGradient() {
    LaneMatrix.addWeightGradient(memory, x, y, weightGradient, rows, in, out);
  }
}
