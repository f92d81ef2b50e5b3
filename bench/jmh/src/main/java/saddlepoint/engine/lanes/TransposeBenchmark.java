// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Transposes of weights, {@code bench/kernels transpose}. */
@State(Scope.Thread)
public class TransposeBenchmark {
  /** Columns in, columns out: gaussian, normal, and curves. */
  @Param({"8x8", "6x6", "15x128", "128x15", "128x1", "5x128"})
  public String shape;

  private float[] memory;
  private int in;
  private int out;
  private int weights;
  private int transposed;

  /** Lays out weights and room for their transpose. */
  @Setup
  public void prepare() {
    Shape sizes = Shape.of(shape);
    in = sizes.size(0);
    out = sizes.size(1);
    Arena arena = new Arena();
    weights = arena.allocate(in * out);
    transposed = arena.allocate(in * out);
    memory = arena.memory();
    Shape.fill(memory, -1, 1);
  }

  /** Copies the weights into panels of the transpose. */
  @Benchmark
  public void transpose() {
    LaneMatrix.transpose(memory, weights, transposed, in, out);
  }
}
