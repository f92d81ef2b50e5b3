// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;

/**
 * The update of one player in all trials, each by its own rates. ND4J has no classical momentum and
 * takes one learning rate a network, so the formulas are those of docs/numerics.md, written out.
 * Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphOptimizer<A> {
  private final GraphArrays<A> arrays;
  private final List<Optimizer> rules;
  private final GraphNetwork<A> network;
  private final INDArray first;
  private final INDArray second;
  private final INDArray rates;
  private final double[] nextRates;
  private final double[] beta1Powers;
  private final double[] beta2Powers;
  private final Program preparation;
  private final Program program;
  private int updates;

  GraphOptimizer(GraphArrays<A> arrays, List<Optimizer> rules, GraphNetwork<A> network) {
    this.arrays = arrays;
    this.rules = List.copyOf(rules);
    this.network = network;
    OptimizerKind kind = rules.get(0).kind();
    int states = rules.get(0).moments();
    first = states > 0 ? state() : null;
    second = states > 1 ? state() : null;
    rates = arrays.zeros(rules.size(), 1);
    nextRates = new double[rules.size()];
    beta1Powers = new double[rules.size()];
    beta2Powers = new double[rules.size()];
    preparation = recordPreparation();
    program = record(kind);
    reset();
  }

  private INDArray state() {
    return arrays.zeros(network.trials(), network.shape().parameters());
  }

  /** Forgets all that was learnt from earlier gradients. */
  void reset() {
    updates = 0;
    Arrays.fill(beta1Powers, 1);
    Arrays.fill(beta2Powers, 1);
    if (first != null) {
      first.assign(0);
    }
    if (second != null) {
      second.assign(0);
    }
  }

  /** What it has learnt from earlier gradients, each [trials, parameters]; sgd learns nothing. */
  List<INDArray> states() {
    return Stream.of(first, second).filter(Objects::nonNull).toList();
  }

  /** Goes on as after so many updates; the states are the caller's to set. */
  void resume(int done) {
    updates = done;
    for (int trial = 0; trial < rules.size(); trial++) {
      beta1Powers[trial] = rules.get(trial).beta1Power(done);
      beta2Powers[trial] = rules.get(trial).beta2Power(done);
    }
  }

  /** The learning rate of a trial's next update. */
  double learningRate(int trial) {
    return rules.get(trial).learningRate(updates);
  }

  /** Makes the gradients those that the parameters move by: clipped, then with weight decay. */
  void prepare() {
    preparation.run();
  }

  /** Moves the parameters of all trials by their gradients, which must be prepared. */
  void update() {
    for (int trial = 0; trial < rules.size(); trial++) {
      Optimizer rule = rules.get(trial);
      double rate = learningRate(trial);
      if (rule.kind() == OptimizerKind.ADAM) {
        beta1Powers[trial] *= rule.beta1();
        beta2Powers[trial] *= rule.beta2();
        rate *= Math.sqrt(1 - beta2Powers[trial]) / (1 - beta1Powers[trial]);
      }
      nextRates[trial] = rate;
    }
    updates++;
    arrays.precision().write(arrays.precision().of(nextRates), rates, 0);
    program.run();
  }

  private Program recordPreparation() {
    Program preparing = new Program();
    INDArray g = network.gradients();
    if (rules.get(0).clipsGradients()) {
      double[] limits = rules.stream().mapToDouble(Optimizer::gradientClip).toArray();
      GlobalNormClipping.record(arrays, preparing, g, limits);
    }
    if (rules.get(0).decaysWeights()) {
      INDArray decay = state();
      preparing
          .add("multiply", decay, network.values(), numbers(Optimizer::weightDecay))
          .add("add", g, g, decay);
    }
    return preparing;
  }

  private Program record(OptimizerKind kind) {
    Program update = new Program();
    INDArray w = network.values();
    INDArray g = network.gradients();
    INDArray step = state();
    switch (kind) {
      case SGD -> update.add("multiply", step, g, rates);
      case MOMENTUM ->
          update
              .add("multiply", first, first, numbers(Optimizer::momentum))
              .add("add", first, first, g)
              .add("multiply", step, first, rates);
      case NESTEROV -> {
        INDArray kept = state();
        update
            .add("multiply", kept, first, numbers(Optimizer::momentum))
            .add("multiply", step, g, rates)
            .add("subtract", first, kept, step)
            .add("multiply", step, first, numbers(rule -> 1 + rule.momentum()))
            .add("subtract", step, kept, step);
      }
      case ADAM -> {
        average(update, first, numbers(Optimizer::beta1), numbers(rule -> 1 - rule.beta1()), g);
        update.add("multiply", step, g, g);
        average(update, second, numbers(Optimizer::beta2), numbers(rule -> 1 - rule.beta2()), step);
        update.add(new Sqrt(second, step));
        update
            .add("add", step, step, numbers(Optimizer::epsilon))
            .add("divide", step, first, step)
            .add("multiply", step, step, rates);
      }
      case RMSPROP -> {
        update.add("multiply", step, g, g);
        average(update, first, numbers(Optimizer::rho), numbers(rule -> 1 - rule.rho()), step);
        update.add(new Sqrt(first, step));
        update
            .add("add", step, step, numbers(Optimizer::epsilon))
            .add("divide", step, g, step)
            .add("multiply", step, step, rates);
      }
      case OPTIMISTIC ->
          update
              .add("add", step, g, g)
              .add("subtract", step, step, first)
              .add("multiply", step, step, rates)
              .add("identity", first, g);
    }
    return update.add("subtract", w, w, step);
  }

  /** mean = weight mean + rest value. */
  private void average(
      Program update, INDArray mean, INDArray weight, INDArray rest, INDArray value) {
    INDArray part = state();
    update
        .add("multiply", mean, mean, weight)
        .add("multiply", part, value, rest)
        .add("add", mean, mean, part);
  }

  /** A constant of every trial's rule, [trials, 1]. */
  private INDArray numbers(ToDoubleFunction<Optimizer> number) {
    double[] numbers = rules.stream().mapToDouble(number).toArray();
    return arrays.of(arrays.precision().of(numbers), numbers.length, 1);
  }
}
