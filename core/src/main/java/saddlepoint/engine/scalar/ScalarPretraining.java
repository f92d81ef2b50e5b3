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
  private final DiscriminatorOutputs<A> outputs;
  private final float[] targets;

  ScalarPretraining(
      Arithmetic<A> arithmetic,
      Gan gan,
      Samples<A> samples,
      ReferenceNetwork<A> generator,
      ReferenceNetwork<A> discriminator,
      ReferencePass<A> realPass,
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
    outputs = new DiscriminatorOutputs<>(arithmetic, gan.loss(), gan.batch());
    targets = outputs.targets();
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
      targets[i] = (float) distribution.density(points[i]);
    }
    samples.observe(PHASE, update, "points", points, rows);
    A x = arithmetic.allocate(rows);
    arithmetic.load(points, x, rows);
    discriminator.clearGradients();
    outputs.read(realPass.forward(x, mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, rows, 0)));
    realPass.backward(outputs.densityGradient(), true, false);
  }

  private void fitAgainstUntrainedGenerator(int update) {
    int rows = gan.batch();
    A noise = arithmetic.allocate(rows * gan.generator().in());
    A seen = arithmetic.allocate(rows * samples.dataColumns());
    discriminator.clearGradients();
    samples.seen(
        samples.real(PHASE, Stream.PRETRAIN_DATA, update), Stream.PRETRAIN_DATA, update, 0, seen);
    Arrays.fill(targets, (float) gan.loss().realLabel());
    fit(realPass, seen, mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, 2 * rows, 0));
    samples.noise(PHASE, "noise", Stream.PRETRAIN_NOISE, update, noise);
    ForwardMode ofGenerated =
        gan.generatedRows().statistics() == NormStatistics.MOVING
            ? ForwardMode.INFERENCE
            : mode(Player.GENERATOR, Stream.DROPOUT, update, 2 * rows, rows);
    samples.seen(generatorPass.forward(noise, ofGenerated), Stream.PRETRAIN_NOISE, update, 0, seen);
    Arrays.fill(targets, (float) gan.loss().fakeLabel());
    fit(fakePass, seen, mode(Player.DISCRIMINATOR, Stream.DROPOUT, update, 2 * rows, rows).again());
  }

  private ForwardMode mode(Player of, Stream stream, int update, int rows, int first) {
    return samples.training(PHASE, of, MaskRows.before(stream, update, rows, first));
  }

  /** Classes are not told before the game. */
  private void fit(ReferencePass<A> pass, A seen, ForwardMode mode) {
    outputs.read(pass.forward(seen, mode));
    pass.backward(outputs.discriminatorGradient(0), true, false);
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
