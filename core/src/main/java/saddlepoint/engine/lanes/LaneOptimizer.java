// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

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
    FloatVector step = fromArray(SPECIES, rate, 0);
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
      back.fma(fromArray(SPECIES, gradient, i * WIDTH), fromArray(SPECIES, w, i * WIDTH))
          .intoArray(w, i * WIDTH);
    }
  }

  private void momentum(FloatVector back, float[] w, float[] gradient, float[] first, int count) {
    FloatVector mu = fromArray(SPECIES, momentum, 0);
    for (int i = 0; i < count; i++) {
      FloatVector velocity =
          mu.fma(fromArray(SPECIES, first, i * WIDTH), fromArray(SPECIES, gradient, i * WIDTH));
      velocity.intoArray(first, i * WIDTH);
      back.fma(velocity, fromArray(SPECIES, w, i * WIDTH)).intoArray(w, i * WIDTH);
    }
  }

  private void nesterov(FloatVector step, float[] w, float[] gradient, float[] first, int count) {
    FloatVector mu = fromArray(SPECIES, momentum, 0);
    FloatVector onwards = fromArray(SPECIES, ahead, 0);
    for (int i = 0; i < count; i++) {
      FloatVector before = fromArray(SPECIES, first, i * WIDTH);
      FloatVector velocity =
          mu.fma(before, step.mul(fromArray(SPECIES, gradient, i * WIDTH)).neg());
      velocity.intoArray(first, i * WIDTH);
      fromArray(SPECIES, w, i * WIDTH)
          .add(onwards.fma(velocity, mu.mul(before).neg()))
          .intoArray(w, i * WIDTH);
    }
  }

  private void adam(
      FloatVector step, float[] w, float[] gradient, float[] first, float[] second, int count) {
    FloatVector b1 = fromArray(SPECIES, beta1, 0);
    FloatVector b2 = fromArray(SPECIES, beta2, 0);
    FloatVector r1 = fromArray(SPECIES, rest1, 0);
    FloatVector r2 = fromArray(SPECIES, rest2, 0);
    FloatVector small = fromArray(SPECIES, epsilon, 0);
    for (int i = 0; i < count; i++) {
      FloatVector g = fromArray(SPECIES, gradient, i * WIDTH);
      FloatVector mean = b1.fma(fromArray(SPECIES, first, i * WIDTH), r1.mul(g));
      FloatVector square = b2.fma(fromArray(SPECIES, second, i * WIDTH), r2.mul(g).mul(g));
      mean.intoArray(first, i * WIDTH);
      square.intoArray(second, i * WIDTH);
      fromArray(SPECIES, w, i * WIDTH)
          .sub(step.mul(mean).div(square.sqrt().add(small)))
          .intoArray(w, i * WIDTH);
    }
  }

  private void rmsprop(FloatVector step, float[] w, float[] gradient, float[] first, int count) {
    FloatVector kept = fromArray(SPECIES, rho, 0);
    FloatVector taken = fromArray(SPECIES, rest, 0);
    FloatVector small = fromArray(SPECIES, epsilon, 0);
    for (int i = 0; i < count; i++) {
      FloatVector g = fromArray(SPECIES, gradient, i * WIDTH);
      FloatVector square = kept.fma(fromArray(SPECIES, first, i * WIDTH), taken.mul(g).mul(g));
      square.intoArray(first, i * WIDTH);
      fromArray(SPECIES, w, i * WIDTH)
          .sub(step.mul(g).div(square.sqrt().add(small)))
          .intoArray(w, i * WIDTH);
    }
  }
}
