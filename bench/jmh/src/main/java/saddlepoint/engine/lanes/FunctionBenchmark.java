// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Elementary functions, {@code bench/kernels functions}. */
@State(Scope.Thread)
public class FunctionBenchmark {
  private static final float REACH = 8;

  /** Numbers of a lane. */
  @Param("1024")
  public String shape;

  private float[] memory;
  private int count;
  private int x;
  private int positive;
  private int y;

  /** Lays out arguments of either sign, and positive ones for the logarithm. */
  @Setup
  public void prepare() {
    count = Shape.of(shape).size(0);
    Arena arena = new Arena();
    x = arena.allocate(count);
    positive = arena.allocate(count);
    y = arena.allocate(count);
    memory = arena.memory();
    Shape.fill(memory, -REACH, REACH);
    for (int i = 0; i < count * Lanes.WIDTH; i++) {
      memory[positive + i] = Math.max(Float.MIN_NORMAL, Math.abs(memory[x + i]));
    }
  }

  /** y = tanh x. */
  @Benchmark
  public void tanh() {
    LaneFunctions.tanh(memory, x, y, count);
  }

  /** y = 1 / (1 + e^-x). */
  @Benchmark
  public void sigmoid() {
    LaneFunctions.sigmoid(memory, x, y, count);
  }

  /** y = log(1 + e^x). */
  @Benchmark
  public void softplus() {
    LaneFunctions.softplus(memory, x, y, count);
  }

  /** y = e^x. */
  @Benchmark
  public void exp() {
    LaneFunctions.exp(memory, x, y, count);
  }

  /** y = log x. */
  @Benchmark
  public void log() {
    LaneFunctions.log(memory, positive, y, count);
  }
}
