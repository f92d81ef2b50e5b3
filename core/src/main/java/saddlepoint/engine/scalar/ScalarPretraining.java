// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.Arrays;
import java.util.Optional;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.reference.PretrainingTargets;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.metric.Distribution;
import saddlepoint.random.Draws;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NormStatistics;
import saddlepoint.recipe.Player;

/**
 * Training before the game: D on the data's density or against the untrained G, then G on the
 * data's quantiles or moments.
 *
 * @param <A> an array of numbers
 */
final class ScalarPretraining<A> {
  private static final String PHASE = "pretrain";

  private final Arithmetic<A> arithmetic;
  private final Gan gan;
  private final int randomSeed;
  private final Samples<A> samples;
  private final ReferenceNetwork<A> generator;
  private final ReferenceNetwork<A> discriminator;
  private final ReferencePass<A> generatorPass;
  private final ReferencePass<A> realPass;
  private final ReferencePass<A> fakePass;
  private final DiscriminatorOutputs<A> real;
  private final DiscriminatorOutputs<A> fake;

  ScalarPretraining(
      Arithmetic<A> arithmetic,
      Gan gan,
      Samples<A> samples,
      ReferenceNetwork<A> generator,
      ReferenceNetwork<A> discriminator,
      ReferencePass<A> realPass,
      DiscriminatorOutputs<A> real,
      GeneratedHalf<A> generated) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    this.randomSeed = samples.randomSeed();
    this.samples = samples;
    this.generator = generator;
    this.discriminator = discriminator;
    generatorPass = generated.generatorPass();
    this.realPass = realPass;
    fakePass = generated.discriminatorPass();
    this.real = real;
    fake = generated.outputs();
  }

  /** Makes the gradient of a player's update before the game. */
  void fit(Player player, int update) {
    switch (player) {
      case DISCRIMINATOR -> fitDiscriminator(update);
      case GENERATOR -> fitGenerator(update);
    }
  }

  private void fitDiscriminator(int update) {
    Optional<Distribution> distribution = gan.judge().distribution();
    if (distribution.isPresent()) {
      fitDensity(distribution.get(), update);
    } else {
      fitAgainstUntrainedGenerator(update);
    }
  }

  /** Mean squared error of D(x) to the density, x uniform on [-range, range). */
  private void fitDensity(Distribution distribution, int update) {
    int rows = gan.batch();
    float range = (float) gan.pretraining().range();
    float[] points = new float[rows];
    Draws.uniform(randomSeed, Stream.PRETRAIN_DATA, update, points, rows);
    for (int i = 0; i < rows; i++) {
      points[i] = Math.fma(2 * range, points[i], -range);
      real.targets()[i] = (float) distribution.density(points[i]);
    }
    samples.observe(PHASE, update, "points", points, rows);
    A x = arithmetic.allocate(rows);
    arithmetic.load(points, x, rows);
    discriminator.clearGradients();
    real.read(realPass.forward(x, mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, rows, 0)));
    realPass.backward(real.densityGradient(), true, false);
  }

  private void fitAgainstUntrainedGenerator(int update) {
    int rows = gan.batch();
    A noise = arithmetic.allocate(rows * gan.generator().in());
    A seenReal = arithmetic.allocate(rows * samples.dataColumns());
    A seenFake = arithmetic.allocate(rows * samples.dataColumns());
    discriminator.clearGradients();
    A drawn = samples.real(PHASE, "real", Stream.PRETRAIN_DATA, update);
    samples.seen(drawn, Stream.PRETRAIN_DATA, update, 0, seenReal);
    ForwardMode ofReal = mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, 2 * rows, 0);
    real.read(realPass.forward(seenReal, ofReal));
    samples.noise(PHASE, "noise", Stream.PRETRAIN_NOISE, update, noise);
    ForwardMode training = mode(Player.GENERATOR, Stream.DROPOUT, update, 2 * rows, rows);
    ForwardMode ofGenerated =
        gan.generatedRows().statistics() == NormStatistics.MOVING
            ? ForwardMode.ofSamples(training.masks())
            : training;
    A generated = generatorPass.forward(noise, ofGenerated);
    samples.seen(generated, Stream.PRETRAIN_NOISE, update, 0, seenFake);
    ForwardMode ofFake = mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, 2 * rows, rows);
    fake.read(fakePass.forward(seenFake, ofFake.again()));
    Arrays.fill(real.targets(), (float) gan.loss().realLabel());
    Arrays.fill(fake.targets(), (float) gan.loss().fakeLabel());
    // Classes are not told before the game.
    realPass.backward(real.discriminatorGradient(0), true, false);
    fakePass.backward(fake.discriminatorGradient(0), true, false);
  }

  private ForwardMode mode(Player of, Stream stream, int update, int rows, int first) {
    return samples.training(PHASE, of, MaskRows.before(stream, update, rows, first));
  }

  private void fitGenerator(int update) {
    int rows = gan.batch();
    int columns = gan.source().columns();
    A noise = arithmetic.allocate(rows * gan.generator().in());
    samples.labels(PHASE, "labels", Stream.PRETRAIN_LABEL, update);
    samples.noise(PHASE, "generator noise", Stream.PRETRAIN_GENERATOR_NOISE, update, noise);
    generator.clearGradients();
    A generated =
        generatorPass.forward(
            noise, mode(Player.GENERATOR, Stream.GENERATOR_DROPOUT, update, rows, 0));
    A gradient = arithmetic.allocate(rows * columns);
    Optional<Distribution> distribution = gan.judge().distribution();
    if (distribution.isPresent() && gan.noise().dimension() == 1) {
      PretrainingTargets quantiles = new PretrainingTargets(gan);
      float[] targets = new float[rows];
      for (int i = 0; i < rows; i++) {
        targets[i] = quantiles.of(samples.lastNoise()[i]);
      }
      arithmetic.regressionGradient(generated, targets, gradient, rows);
    } else {
      arithmetic.momentGradient(
          generated, gan.judge().means(), gan.judge().meanSquares(), gradient, rows, columns);
    }
    generatorPass.backward(gradient, true, false);
  }
}
