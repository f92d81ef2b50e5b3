// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.engine.lanes.Lanes.load;
import static saddlepoint.engine.lanes.Lanes.store;

import java.util.List;
import java.util.function.ToDoubleFunction;
import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;

/** One player's update rule, of one kind, with each lane's own constants and counters. */
final class LaneOptimizer {
  private final List<Optimizer> rules;
  private final OptimizerKind kind;
  private final float[] momentum;
  private final float[] ahead;
  private final float[] epsilon;
  private final float[] beta1;
  private final float[] beta2;
  private final float[] rest1;
  private final float[] rest2;
  private final float[] rho;
  private final float[] rest;
  private final float[] rate = new float[WIDTH];
  private final double[] learningRate = new double[WIDTH];
  private final double[] beta1Power = new double[WIDTH];
  private final double[] beta2Power = new double[WIDTH];
  private int updates;
  private int decays = -1;

  /** The rules of all lanes, which are of one kind. */
  LaneOptimizer(List<Optimizer> rules) {
    this.rules = List.copyOf(rules);
    kind = rules.get(0).kind();
    momentum = constants(Optimizer::momentum);
    ahead = constants(rule -> 1f + (float) rule.momentum());
    epsilon = constants(Optimizer::epsilon);
    beta1 = constants(Optimizer::beta1);
    beta2 = constants(Optimizer::beta2);
    rest1 = constants(rule -> 1 - rule.beta1());
    rest2 = constants(rule -> 1 - rule.beta2());
    rho = constants(Optimizer::rho);
    rest = constants(rule -> 1 - rule.rho());
    reset();
  }

  private float[] constants(ToDoubleFunction<Optimizer> constant) {
    float[] values = new float[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      values[lane] = (float) constant.applyAsDouble(rules.get(lane));
    }
    return values;
  }

  /** Forgets all updates. */
  void reset() {
    updates = 0;
    decays = -1;
    java.util.Arrays.fill(beta1Power, 1);
    java.util.Arrays.fill(beta2Power, 1);
  }

  /** The learning rate of a lane's next update. */
  double learningRate(int lane) {
    decay();
    return learningRate[lane];
  }

  /** Counts an update and makes its rates; the tensors' updates follow. */
  void begin() {
    decay();
    updates++;
    for (int lane = 0; lane < WIDTH; lane++) {
      double next = learningRate[lane];
      if (kind == OptimizerKind.ADAM) {
        beta1Power[lane] *= rules.get(lane).beta1();
        beta2Power[lane] *= rules.get(lane).beta2();
        next *= Math.sqrt(1 - beta2Power[lane]) / (1 - beta1Power[lane]);
      }
      rate[lane] = (float) next;
    }
  }

  /** The powers of a schedule are dear, and a staircase seldom takes a step. */
  private void decay() {
    Optimizer.Decay decay = rules.get(0).decay();
    int stage =
        switch (decay.kind()) {
          case NONE -> 0;
          case STAIRCASE -> updates / decay.steps();
          case EXPONENTIAL -> updates;
        };
    if (stage == decays) {
      return;
    }
    decays = stage;
    for (int lane = 0; lane < WIDTH; lane++) {
      learningRate[lane] = rules.get(lane).learningRate(updates);
    }
  }

  /**
   * One update of one tensor.
   *
   * @param w [count], moved
   * @param gradient [count]
   * @param first state, [count]
   * @param second state, [count]
   */
  void update(float[] w, float[] gradient, float[] first, float[] second, int count) {
    FloatVector step = load(rate, 0);
    switch (kind) {
      case SGD -> descend(step.neg(), w, gradient, count);
      case MOMENTUM -> momentum(step.neg(), w, gradient, first, count);
      case NESTEROV -> nesterov(step, w, gradient, first, count);
      case ADAM -> adam(step, w, gradient, first, second, count);
      case RMSPROP -> rmsprop(step, w, gradient, first, count);
    }
  }

  private static void descend(FloatVector back, float[] w, float[] gradient, int count) {
    for (int i = 0; i < count; i++) {
      store(back.fma(load(gradient, i), load(w, i)), w, i);
    }
  }

  private void momentum(FloatVector back, float[] w, float[] gradient, float[] first, int count) {
    FloatVector mu = load(momentum, 0);
    for (int i = 0; i < count; i++) {
      FloatVector velocity = mu.fma(load(first, i), load(gradient, i));
      store(velocity, first, i);
      store(back.fma(velocity, load(w, i)), w, i);
    }
  }

  private void nesterov(FloatVector step, float[] w, float[] gradient, float[] first, int count) {
    FloatVector mu = load(momentum, 0);
    FloatVector onwards = load(ahead, 0);
    for (int i = 0; i < count; i++) {
      FloatVector before = load(first, i);
      FloatVector velocity = mu.fma(before, step.mul(load(gradient, i)).neg());
      store(velocity, first, i);
      store(load(w, i).add(onwards.fma(velocity, mu.mul(before).neg())), w, i);
    }
  }

  private void adam(
      FloatVector step, float[] w, float[] gradient, float[] first, float[] second, int count) {
    FloatVector b1 = load(beta1, 0);
    FloatVector b2 = load(beta2, 0);
    FloatVector r1 = load(rest1, 0);
    FloatVector r2 = load(rest2, 0);
    FloatVector small = load(epsilon, 0);
    for (int i = 0; i < count; i++) {
      FloatVector g = load(gradient, i);
      FloatVector mean = b1.fma(load(first, i), r1.mul(g));
      FloatVector square = b2.fma(load(second, i), r2.mul(g).mul(g));
      store(mean, first, i);
      store(square, second, i);
      store(load(w, i).sub(step.mul(mean).div(square.sqrt().add(small))), w, i);
    }
  }

  private void rmsprop(FloatVector step, float[] w, float[] gradient, float[] first, int count) {
    FloatVector kept = load(rho, 0);
    FloatVector taken = load(rest, 0);
    FloatVector small = load(epsilon, 0);
    for (int i = 0; i < count; i++) {
      FloatVector g = load(gradient, i);
      FloatVector square = kept.fma(load(first, i), taken.mul(g).mul(g));
      store(square, first, i);
      store(load(w, i).sub(step.mul(g).div(square.sqrt().add(small))), w, i);
    }
  }
}
