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
  private final DiscriminatorOutputs<A> ofReal;
  private final DiscriminatorOutputs<A> ofFake;
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
    ofReal = outputs(loss.realLabel());
    ofFake = outputs(loss.fakeLabel());
    ofReal.compareWith(ofFake);
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

  private DiscriminatorOutputs<A> outputs(double label) {
    DiscriminatorOutputs<A> outputs = new DiscriminatorOutputs<>(arithmetic, loss, rows);
    Arrays.fill(outputs.targets(), (float) label);
    return outputs;
  }

  void forward() {
    realLogits = realPass.forward(real);
    fakeLogits = fakePass.forward(generatorPass.forward(noise));
    ofReal.read(realLogits);
    ofFake.read(fakeLogits);
    arithmetic.discriminatorOutput(loss, realLogits, dReal, rows);
    arithmetic.discriminatorOutput(loss, fakeLogits, dFake, rows);
  }

  double discriminatorLoss() {
    forward();
    return ofReal.discriminatorLoss() + ofFake.discriminatorLoss();
  }

  double generatorLoss() {
    forward();
    return ofFake.generatorLoss();
  }

  double score() {
    forward();
    return arithmetic.score(loss, realLogits, dReal, true, rows)
        + arithmetic.score(loss, fakeLogits, dFake, false, rows);
  }

  /** From the last forward pass. */
  void discriminatorGradient() {
    discriminator.clearGradients();
    realPass.backward(ofReal.discriminatorGradient(0), true, false);
    fakePass.backward(ofFake.discriminatorGradient(0), true, false);
  }

  /** From the last forward pass. */
  void generatorGradient() {
    generator.clearGradients();
    A ofRows = fakePass.backward(ofFake.generatorGradient(), false, true);
    generatorPass.backward(ofRows, true, false);
  }
}
