// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import saddlepoint.recipe.DecayKind;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;

/** Updates of parameters, their rates included, {@code bench/kernels optimizers}. */
@State(Scope.Thread)
public class OptimizerBenchmark {
  /** Parameters of a lane, about those of D of curves. */
  @Param("2700")
  public String shape;

  private final LaneOptimizer sgd = optimizer(OptimizerKind.SGD);
  private final LaneOptimizer momentum = optimizer(OptimizerKind.MOMENTUM);
  private final LaneOptimizer nesterov = optimizer(OptimizerKind.NESTEROV);
  private final LaneOptimizer adam = optimizer(OptimizerKind.ADAM);
  private final LaneOptimizer rmsprop = optimizer(OptimizerKind.RMSPROP);
  private float[] memory;
  private int count;
  private int parameters;
  private int gradients;
  private int first;
  private int second;

  private static LaneOptimizer optimizer(OptimizerKind kind) {
    Optimizer rule =
        new Optimizer(
            kind, 1e-3, 0.9, 0.5, 0.999, 0.9, 1e-8, 0, 0, new Optimizer.Decay(DecayKind.NONE, 1, 1));
    return new LaneOptimizer(Collections.nCopies(Lanes.WIDTH, rule));
  }

  /** Lays out parameters, their gradients and an optimizer's state, which is never below 0. */
  @Setup
  public void prepare() {
    count = Shape.of(shape).size(0);
    Arena arena = new Arena();
    parameters = arena.allocate(count);
    gradients = arena.allocate(count);
    first = arena.allocate(count);
    second = arena.allocate(count);
    memory = arena.memory();
    Shape.fill(memory, 0, 1);
  }

  private void update(LaneOptimizer optimizer) {
    optimizer.begin();
    optimizer.update(memory, parameters, gradients, first, second, count);
  }

  /** Gradient descent. */
  @Benchmark
  public void sgd() {
    update(sgd);
  }

  /** With momentum. */
  @Benchmark
  public void momentum() {
    update(momentum);
  }

  /** With Nesterov's momentum. */
  @Benchmark
  public void nesterov() {
    update(nesterov);
  }

  /** Adam. */
  @Benchmark
  public void adam() {
    update(adam);
  }

  /** RMSProp. */
  @Benchmark
  public void rmsprop() {
    update(rmsprop);
  }
}
