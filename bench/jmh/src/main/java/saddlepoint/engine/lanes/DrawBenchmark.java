// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import saddlepoint.random.Stream;

/** Random numbers, {@code bench/kernels draws}. */
@State(Scope.Thread)
public class DrawBenchmark {
  /** Numbers of a lane: a batch of gaussian, normal, and noise of curves. */
  @Param({"12", "200", "320"})
  public String shape;

  private LaneDraws draws;
  private float[] memory;
  private int count;
  private int update;

  /** Gives each lane a random seed of its own. */
  @Setup
  public void prepare() {
    count = Shape.of(shape).size(0);
    draws = new LaneDraws(IntStream.range(0, Lanes.WIDTH).toArray());
    memory = Lanes.allocate(count);
  }

  /** Uniform numbers. */
  @Benchmark
  public void uniform() {
    draws.uniform(Stream.NOISE, update++, memory, count);
  }

  /** Standard normal numbers. */
  @Benchmark
  public void normal() {
    draws.normal(Stream.NOISE, update++, memory, count);
  }
}
