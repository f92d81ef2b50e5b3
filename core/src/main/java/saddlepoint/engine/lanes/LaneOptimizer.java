// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Arrays;
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
  private final float[] weightDecay;
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
    weightDecay = constants(Optimizer::weightDecay);
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
    Arrays.fill(beta1Power, 1);
    Arrays.fill(beta2Power, 1);
  }

  /** Goes on as after so many updates. */
  void resume(int done) {
    updates = done;
    decays = -1;
    for (int lane = 0; lane < WIDTH; lane++) {
      beta1Power[lane] = rules.get(lane).beta1Power(done);
      beta2Power[lane] = rules.get(lane).beta2Power(done);
    }
  }

  /** Whether gradients are scaled down, which is so in all lanes or in none. */
  boolean clipsGradients() {
    return rules.get(0).clipsGradients();
  }

  /**
   * What each lane's gradient is multiplied by.
   *
   * @param squares of the gradients' norms, [WIDTH], overwritten by the factors
   */
  void gradientFactors(float[] squares) {
    for (int lane = 0; lane < WIDTH; lane++) {
      squares[lane] = (float) rules.get(lane).gradientFactor(Math.sqrt(squares[lane]));
    }
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
    double factor = decay.factor(updates);
    for (int lane = 0; lane < WIDTH; lane++) {
      Optimizer rule = rules.get(lane);
      if (!rule.decay().equals(decay)) {
        decay = rule.decay();
        factor = decay.factor(updates);
      }
      learningRate[lane] = rule.learningRate() * factor;
    }
  }

  /**
   * One update of parameters.
   *
   * @param w [count], moved
   * @param gradient [count]
   * @param first state, [count]
   * @param second state, [count]
   */
  void update(float[] m, int w, int gradient, int first, int second, int count) {
    switch (kind) {
      case SGD -> descend(m, w, gradient, count);
      case MOMENTUM -> momentum(m, w, gradient, first, count);
      case NESTEROV -> nesterov(m, w, gradient, first, count);
      case ADAM -> adam(m, w, gradient, first, second, count);
      case RMSPROP -> rmsprop(m, w, gradient, first, count);
      case OPTIMISTIC -> optimistic(m, w, gradient, first, count);
    }
  }

  /** Whether parameters count in their gradients. */
  boolean decaysWeights() {
    return rules.get(0).decaysWeights();
  }

  /**
   * Adds what parameters count for in their gradients.
   *
   * @param w [count]
   * @param gradient [count], added to
   */
  void decayWeights(float[] m, int w, int gradient, int count) {
    FloatVector decay = fromArray(SPECIES, weightDecay, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      decay
          .fma(fromArray(SPECIES, m, w + i), fromArray(SPECIES, m, gradient + i))
          .intoArray(m, gradient + i);
    }
  }

  private void descend(float[] m, int w, int gradient, int count) {
    FloatVector back = fromArray(SPECIES, rate, 0).neg();
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      back.fma(fromArray(SPECIES, m, gradient + i), fromArray(SPECIES, m, w + i))
          .intoArray(m, w + i);
    }
  }

  private void momentum(float[] m, int w, int gradient, int first, int count) {
    FloatVector back = fromArray(SPECIES, rate, 0).neg();
    FloatVector mu = fromArray(SPECIES, momentum, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector moved =
          mu.fma(fromArray(SPECIES, m, first + i), fromArray(SPECIES, m, gradient + i));
      FloatVector velocity = moved.blend(0f, moved.abs().compare(LT, Float.MIN_NORMAL));
      velocity.intoArray(m, first + i);
      back.fma(velocity, fromArray(SPECIES, m, w + i)).intoArray(m, w + i);
    }
  }

  private void nesterov(float[] m, int w, int gradient, int first, int count) {
    FloatVector step = fromArray(SPECIES, rate, 0);
    FloatVector mu = fromArray(SPECIES, momentum, 0);
    FloatVector onwards = fromArray(SPECIES, ahead, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector before = fromArray(SPECIES, m, first + i);
      FloatVector moved = mu.fma(before, step.mul(fromArray(SPECIES, m, gradient + i)).neg());
      FloatVector velocity = moved.blend(0f, moved.abs().compare(LT, Float.MIN_NORMAL));
      velocity.intoArray(m, first + i);
      fromArray(SPECIES, m, w + i)
          .add(onwards.fma(velocity, mu.mul(before).neg()))
          .intoArray(m, w + i);
    }
  }

  private void adam(float[] m, int w, int gradient, int first, int second, int count) {
    FloatVector step = fromArray(SPECIES, rate, 0);
    FloatVector b1 = fromArray(SPECIES, beta1, 0);
    FloatVector b2 = fromArray(SPECIES, beta2, 0);
    FloatVector r1 = fromArray(SPECIES, rest1, 0);
    FloatVector r2 = fromArray(SPECIES, rest2, 0);
    FloatVector small = fromArray(SPECIES, epsilon, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector g = fromArray(SPECIES, m, gradient + i);
      FloatVector mean = b1.fma(fromArray(SPECIES, m, first + i), r1.mul(g));
      FloatVector square = b2.fma(fromArray(SPECIES, m, second + i), r2.mul(g).mul(g));
      mean = mean.blend(0f, mean.abs().compare(LT, Float.MIN_NORMAL));
      square = square.blend(0f, square.compare(LT, Float.MIN_NORMAL));
      mean.intoArray(m, first + i);
      square.intoArray(m, second + i);
      fromArray(SPECIES, m, w + i)
          .sub(step.mul(mean).div(square.sqrt().add(small)))
          .intoArray(m, w + i);
    }
  }

  private void rmsprop(float[] m, int w, int gradient, int first, int count) {
    FloatVector step = fromArray(SPECIES, rate, 0);
    FloatVector kept = fromArray(SPECIES, rho, 0);
    FloatVector taken = fromArray(SPECIES, rest, 0);
    FloatVector small = fromArray(SPECIES, epsilon, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector g = fromArray(SPECIES, m, gradient + i);
      FloatVector square = kept.fma(fromArray(SPECIES, m, first + i), taken.mul(g).mul(g));
      square = square.blend(0f, square.compare(LT, Float.MIN_NORMAL));
      square.intoArray(m, first + i);
      fromArray(SPECIES, m, w + i)
          .sub(step.mul(g).div(square.sqrt().add(small)))
          .intoArray(m, w + i);
    }
  }

  private void optimistic(float[] m, int w, int gradient, int first, int count) {
    FloatVector back = fromArray(SPECIES, rate, 0).neg();
    FloatVector two = FloatVector.broadcast(SPECIES, 2f);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector g = fromArray(SPECIES, m, gradient + i);
      FloatVector expected = two.fma(g, fromArray(SPECIES, m, first + i).neg());
      back.fma(expected, fromArray(SPECIES, m, w + i)).intoArray(m, w + i);
      g.blend(0f, g.abs().compare(LT, Float.MIN_NORMAL)).intoArray(m, first + i);
    }
  }
}
