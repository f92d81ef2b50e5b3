// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a call of a benchmarked kernel does, in each lane.
 *
 * @param family what {@code bench/kernels} calls the benchmark's class
 * @param method of the benchmark
 * @param isProduct whether its arithmetic is multiply-adds and nothing else
 * @param arithmetic floating-point instructions of a call, of which a fused multiply-add, a
 *     division and a root are one each; what moves, compares or selects is none. 0 if the kernel
 *     has none or is mostly integers
 * @param numbers that a call makes
 */
record Kernel(
    String family,
    Class<?> benchmark,
    String method,
    boolean isProduct,
    ToLongFunction<Shape> arithmetic,
    ToLongFunction<Shape> numbers) {
  private static final int EXP = 11;

  static final List<Kernel> ALL =
      List.of(
          product("multiply"),
          product("multiplyByTranspose"),
          product("addWeightGradient"),
          elementwise("rows", RowSumBenchmark.class, "addRows", 1),
          elementwise("transpose", TransposeBenchmark.class, "transpose", 0),
          elementwise("functions", FunctionBenchmark.class, "tanh", 12),
          elementwise("functions", FunctionBenchmark.class, "sigmoid", 12),
          elementwise("functions", FunctionBenchmark.class, "softplus", EXP + 9),
          elementwise("functions", FunctionBenchmark.class, "exp", EXP),
          elementwise("functions", FunctionBenchmark.class, "log", 12),
          // Two to a dimension, e^x, and adding it to the sums of both rows.
          minibatch("forward", 2, EXP + 2),
          // Three to a dimension, and the steepness.
          minibatch("gradient", 3, 2),
          elementwise("optimizers", OptimizerBenchmark.class, "sgd", 1),
          elementwise("optimizers", OptimizerBenchmark.class, "momentum", 2),
          elementwise("optimizers", OptimizerBenchmark.class, "nesterov", 5),
          elementwise("optimizers", OptimizerBenchmark.class, "adam", 10),
          elementwise("optimizers", OptimizerBenchmark.class, "rmsprop", 8),
          elementwise("draws", DrawBenchmark.class, "uniform", 0),
          elementwise("draws", DrawBenchmark.class, "normal", 0));

  private static Kernel product(String method) {
    return new Kernel(
        "matrix", MatrixBenchmark.class, method, true, Shape::numbers, Shape::numbers);
  }

  private static Kernel elementwise(
      String family, Class<?> benchmark, String method, int instructions) {
    return new Kernel(
        family, benchmark, method, false, shape -> instructions * shape.numbers(), Shape::numbers);
  }

  private static Kernel minibatch(String method, int ofDimension, int ofPair) {
    return new Kernel(
        "minibatch",
        MinibatchBenchmark.class,
        method,
        false,
        shape -> similarities(shape) * (ofDimension * shape.size(3) + ofPair),
        Kernel::similarities);
  }

  /** One for each kernel and each pair of rows, a row and itself included. */
  private static long similarities(Shape shape) {
    long rows = shape.size(0);
    return shape.size(2) * rows * (rows + 1) / 2;
  }

  /** What the table calls it. */
  String title() {
    return isProduct || method.equals("addRows") || method.equals("transpose")
        ? method
        : family + ": " + method;
  }

  /** The kernel of JMH's name of a benchmark. */
  static Optional<Kernel> of(String benchmark) {
    return ALL.stream()
        .filter(kernel -> benchmark.equals(kernel.benchmark.getName() + "." + kernel.method))
        .findFirst();
  }
}
