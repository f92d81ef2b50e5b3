// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import saddlepoint.recipe.Layer;

/** Minibatch discrimination after its projection, {@code bench/kernels minibatch}. */
@State(Scope.Thread)
public class MinibatchBenchmark {
  /** Rows, columns in, kernels, dimensions: gaussian. */
  @Param("12x8x5x3")
  public String shape;

  private float[] memory;
  private LaneMinibatch minibatch;
  private int x;
  private int y;

  /** Lays out a batch and goes forward once, which a gradient needs. */
  @Setup
  public void prepare() {
    Shape sizes = Shape.of(shape);
    Layer.MinibatchDiscrimination layer =
        new Layer.MinibatchDiscrimination(sizes.size(1), sizes.size(2), sizes.size(3), 0, 1);
    float[] selfDistance = new float[Lanes.WIDTH];
    Arrays.fill(selfDistance, (float) layer.selfDistance());
    Arena arena = new Arena();
    x = arena.allocate(Lanes.numbers(sizes.size(0), layer.in()));
    y = arena.allocate(Lanes.numbers(sizes.size(0), layer.out()));
    minibatch = new LaneMinibatch(arena, layer, selfDistance, sizes.size(0));
    memory = arena.memory();
    Shape.fill(memory, -1, 1);
    minibatch.forward(memory, x, y);
  }

  /** Similarities of the rows. */
  @Benchmark
  public void forward() {
    minibatch.forward(memory, x, y);
  }

  /** The gradient of the projection from that of the output, y. */
  @Benchmark
  public void gradient() {
    minibatch.gradient(memory, y);
  }
}
