// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.Optional;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.engine.training.ReplayBuffer;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Auxiliary;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Replay;

/**
 * Generated rows of one player's updates: the passes that make and judge them, and what they leave.
 *
 * @param <A> an array of numbers
 */
final class GeneratedHalf<A> {
  private final Samples<A> samples;
  private final ReferencePass<A> generatorPass;
  private final ReferencePass<A> discriminatorPass;
  private final DiscriminatorOutputs<A> outputs;
  private final Auxiliary auxiliary;
  private final int rows;
  private final A noise;
  private final A seen;
  private final A gradient;

  /** Of D's updates; null where none is kept. */
  private final ReplayBuffer<A> replay;

  GeneratedHalf(
      Arithmetic<A> arithmetic,
      Gan gan,
      int rows,
      Samples<A> samples,
      ReferenceNetwork<A> generator,
      ReferenceNetwork<A> discriminator) {
    this.samples = samples;
    this.rows = rows;
    generatorPass = new ReferencePass<>(arithmetic, generator, rows);
    discriminatorPass = new ReferencePass<>(arithmetic, discriminator, rows);
    outputs = new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
    auxiliary = gan.loss().auxiliary();
    noise = arithmetic.allocate(rows * gan.generator().in());
    seen = arithmetic.allocate(rows * samples.dataColumns());
    int numbers = rows * gan.source().columns();
    gradient = arithmetic.allocate(numbers);
    Replay its = gan.generatedRows().replay();
    replay =
        its.isUsed()
            ? new ReplayBuffer<>(
                gan,
                samples.randomSeed(),
                arithmetic.allocate(its.numbers(gan.source().columns())),
                arithmetic.allocate(gan.batch() * gan.source().columns()))
            : null;
  }

  ReferencePass<A> generatorPass() {
    return generatorPass;
  }

  ReferencePass<A> discriminatorPass() {
    return discriminatorPass;
  }

  /** Earlier rows for D's updates, if some are kept. */
  Optional<ReplayBuffer<A>> replay() {
    return Optional.ofNullable(replay);
  }

  /** What D saw of the rows that were looked at last, [rows, columns and label]. */
  A seen() {
    return seen;
  }

  /** What D made of the rows that were looked at last. */
  DiscriminatorOutputs<A> outputs() {
    return outputs;
  }

  /** Draws the classes of the rows, if there are classes. */
  void labels(Stream stream, int update) {
    samples.labels("train", "labels", stream, update);
  }

  /** Draws G's input, with the classes drawn last. */
  void draw(String what, Stream stream, int update) {
    samples.noise("train", what, stream, update, noise);
    if (auxiliary.isUsed()) {
      System.arraycopy(samples.labels(), 0, outputs.labels(), 0, rows);
    }
  }

  /**
   * Makes rows and has D judge them.
   *
   * @param instanceNoise stream of what is added to them
   * @param isPredicted whether G makes them as outside training
   * @param isBesideReal whether D has had a pass for real rows of the same update
   * @param isReplayed whether D sees earlier rows in the place of some of them, if any are kept
   */
  void look(
      Stream instanceNoise,
      int update,
      double deviation,
      MaskRows masks,
      boolean isPredicted,
      boolean isBesideReal,
      boolean isReplayed) {
    ForwardMode training = samples.training("train", Player.GENERATOR, masks);
    ForwardMode mode = isPredicted ? ForwardMode.ofSamples(training.masks()) : training;
    A generated = generatorPass.forward(noise, mode);
    if (isReplayed && replay != null) {
      generated = replay.show(generated, update);
      samples.observe("train", update, "replay", replay.draws(), replay.draws().length);
    }
    samples.seen(generated, instanceNoise, update, deviation, seen);
    ForwardMode ofDiscriminator = samples.training("train", Player.DISCRIMINATOR, masks);
    outputs.read(
        discriminatorPass.forward(seen, isBesideReal ? ofDiscriminator.again() : ofDiscriminator));
  }

  /** Adds D's gradients. */
  void learnDiscriminator() {
    discriminatorPass.backward(outputs.discriminatorGradient(auxiliary.fakeWeight()), true, false);
  }

  /** Adds G's gradients, through D as it is by now. */
  void learnGenerator() {
    A ofSeen = discriminatorPass.backward(outputs.generatorGradient(), false, true);
    generatorPass.backward(samples.withoutLabels(ofSeen, gradient), true, false);
  }
}
