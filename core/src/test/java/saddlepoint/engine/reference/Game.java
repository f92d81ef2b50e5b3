// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import java.util.SplittableRandom;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * Both players on one fixed batch: their losses, and the gradients of these.
 *
 * @param <A> an array of numbers
 */
final class Game<A> {
  private static final int RANDOM_SEED = 11;

  final Arithmetic<A> arithmetic;
  final ReferenceNetwork<A> generator;
  final ReferenceNetwork<A> discriminator;
  final A real;
  final A dReal;
  final A dFake;
  private final Loss loss;
  private final int rows;
  private final A noise;
  private final ReferencePass<A> generatorPass;
  private final ReferencePass<A> realPass;
  private final ReferencePass<A> fakePass;
  private final A logitGradient;
  private final float[] realTargets;
  private final float[] fakeTargets;
  private A realLogits;
  private A fakeLogits;

  Game(Arithmetic<A> arithmetic, Network generator, Network discriminator, Loss loss, int rows) {
    this.arithmetic = arithmetic;
    this.loss = loss;
    this.rows = rows;
    this.generator = new ReferenceNetwork<>(arithmetic, generator, Player.GENERATOR, RANDOM_SEED);
    this.discriminator =
        new ReferenceNetwork<>(arithmetic, discriminator, Player.DISCRIMINATOR, RANDOM_SEED);
    noise = random(arithmetic, rows * generator.in(), 1);
    real = random(arithmetic, rows * discriminator.in(), 2);
    generatorPass = new ReferencePass<>(arithmetic, this.generator, rows);
    realPass = new ReferencePass<>(arithmetic, this.discriminator, rows);
    fakePass = new ReferencePass<>(arithmetic, this.discriminator, rows);
    dReal = arithmetic.allocate(rows);
    dFake = arithmetic.allocate(rows);
    logitGradient = arithmetic.allocate(rows);
    realTargets = targets(loss.realLabel());
    fakeTargets = targets(loss.fakeLabel());
    forward();
  }

  /** Numbers in [-1.5, 1.5) that floats hold exactly. */
  static <A> A random(Arithmetic<A> arithmetic, int count, long seed) {
    float[] values = randomFloats(count, seed);
    A target = arithmetic.allocate(count);
    arithmetic.load(values, target, count);
    return target;
  }

  static float[] randomFloats(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (3 * random.nextDouble() - 1.5);
    }
    return values;
  }

  private float[] targets(double label) {
    float[] targets = new float[rows];
    Arrays.fill(targets, (float) label);
    return targets;
  }

  void forward() {
    realLogits = realPass.forward(real);
    fakeLogits = fakePass.forward(generatorPass.forward(noise));
    arithmetic.discriminatorOutput(loss, realLogits, dReal, rows);
    arithmetic.discriminatorOutput(loss, fakeLogits, dFake, rows);
  }

  double discriminatorLoss() {
    forward();
    return arithmetic.discriminatorLoss(loss, realLogits, dReal, realTargets, rows)
        + arithmetic.discriminatorLoss(loss, fakeLogits, dFake, fakeTargets, rows);
  }

  double generatorLoss() {
    forward();
    return arithmetic.generatorLoss(loss, fakeLogits, dFake, rows);
  }

  double score() {
    forward();
    return arithmetic.score(loss, realLogits, dReal, true, rows)
        + arithmetic.score(loss, fakeLogits, dFake, false, rows);
  }

  /** From the last forward pass. */
  void discriminatorGradient() {
    discriminator.clearGradients();
    arithmetic.discriminatorGradient(loss, realLogits, dReal, realTargets, logitGradient, rows);
    realPass.backward(logitGradient, true, false);
    arithmetic.discriminatorGradient(loss, fakeLogits, dFake, fakeTargets, logitGradient, rows);
    fakePass.backward(logitGradient, true, false);
  }

  /** From the last forward pass. */
  void generatorGradient() {
    generator.clearGradients();
    arithmetic.generatorGradient(loss, fakeLogits, dFake, logitGradient, rows);
    generatorPass.backward(fakePass.backward(logitGradient, false, true), true, false);
  }
}
