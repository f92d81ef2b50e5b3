// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.List;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.Machine;
import saddlepoint.engine.training.Move;
import saddlepoint.engine.training.Phase;
import saddlepoint.engine.training.StepFigures;
import saddlepoint.engine.training.StepLog;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NormStatistics;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.Player;

/**
 * The players of one trial, and what moves do with them: the specification that other machines
 * repeat; docs/numerics.md tells it in words.
 *
 * @param <A> an array of numbers
 */
final class ScalarMachine<A> implements Machine {
  private final Arithmetic<A> arithmetic;
  private final Gan gan;
  private final int rows;
  private final ReferenceNetwork<A> generator;
  private final ReferenceNetwork<A> discriminator;
  private final Samples<A> samples;
  private final ReferencePass<A> generatorPass;
  private final ReferencePass<A> realPass;
  private final ReferencePass<A> fakePass;
  private final ScalarPretraining<A> pretraining;
  private final Players players;
  private final A noise;
  private final A seenReal;
  private final A seenFake;
  private final A dReal;
  private final A dFake;
  private final A logitGradient;
  private final A fakeGradient;
  private final float[] realTargets;
  private final float[] fakeTargets;
  private A realLogits;
  private A fakeLogits;

  ScalarMachine(Arithmetic<A> arithmetic, Gan gan, int randomSeed, TrainingObserver observer) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    rows = gan.batch();
    generator = new ReferenceNetwork<>(arithmetic, gan.generator(), Player.GENERATOR, randomSeed);
    discriminator =
        new ReferenceNetwork<>(arithmetic, gan.discriminator(), Player.DISCRIMINATOR, randomSeed);
    samples = new Samples<>(arithmetic, gan, randomSeed, observer);
    generatorPass = new ReferencePass<>(arithmetic, generator, rows);
    realPass = new ReferencePass<>(arithmetic, discriminator, rows);
    fakePass = new ReferencePass<>(arithmetic, discriminator, rows);
    pretraining =
        new ScalarPretraining<>(
            arithmetic, gan, samples, generator, discriminator, generatorPass, realPass, fakePass);
    players = new ReferencePlayers<>(arithmetic, gan, generator, discriminator);
    noise = arithmetic.allocate(rows * gan.generator().in());
    seenReal = arithmetic.allocate(rows * samples.dataColumns());
    seenFake = arithmetic.allocate(rows * samples.dataColumns());
    dReal = arithmetic.allocate(rows);
    dFake = arithmetic.allocate(rows);
    logitGradient = arithmetic.allocate(rows);
    fakeGradient = arithmetic.allocate(rows * gan.source().columns());
    realTargets = new float[rows];
    fakeTargets = new float[rows];
  }

  /** A player as it is now. */
  ReferenceNetwork<A> network(Player player) {
    return switch (player) {
      case GENERATOR -> generator;
      case DISCRIMINATOR -> discriminator;
    };
  }

  @Override
  public void look(Move move, int step) {
    int update = move.update(step);
    switch (move.batch()) {
      case BOTH -> {
        A real = samples.real("train", Stream.DATA, update);
        samples.noise("train", "noise", Stream.NOISE, update, noise);
        samples.seen(
            real, Stream.INSTANCE_NOISE_REAL, update, gan.instanceNoise().at(step), seenReal);
        MaskRows ofReal = new MaskRows(Stream.DROPOUT, update, 2 * rows, 0);
        realLogits =
            realPass.forward(seenReal, samples.training("train", Player.DISCRIMINATOR, ofReal));
        arithmetic.discriminatorOutput(gan.loss(), realLogits, dReal, rows);
        MaskRows ofFake = new MaskRows(Stream.DROPOUT, update, 2 * rows, rows);
        boolean isPredicted =
            gan.generatedRows().statistics() == NormStatistics.MOVING
                && !move.reaches(Player.GENERATOR);
        lookAtGenerated(Stream.INSTANCE_NOISE_FAKE, step, update, ofFake, isPredicted);
        samples.targets(update, true, realTargets);
        samples.targets(update, false, fakeTargets);
      }
      case GENERATED -> {
        samples.labels("train", Stream.LABEL, update);
        samples.noise("train", "generator noise", Stream.GENERATOR_NOISE, update, noise);
        MaskRows ofFake = new MaskRows(Stream.GENERATOR_DROPOUT, update, rows, 0);
        lookAtGenerated(Stream.INSTANCE_NOISE_GENERATOR, step, update, ofFake, false);
      }
      case KEPT -> {}
    }
  }

  private void lookAtGenerated(
      Stream stream, int step, int update, MaskRows masks, boolean isPredicted) {
    ForwardMode mode =
        isPredicted ? ForwardMode.INFERENCE : samples.training("train", Player.GENERATOR, masks);
    A generated = generatorPass.forward(noise, mode);
    samples.seen(generated, stream, update, gan.instanceNoise().at(step), seenFake);
    fakeLogits = fakePass.forward(seenFake, samples.training("train", Player.DISCRIMINATOR, masks));
    arithmetic.discriminatorOutput(gan.loss(), fakeLogits, dFake, rows);
  }

  @Override
  public void learn(Player player, Move move) {
    network(player).clearGradients();
    switch (player) {
      case DISCRIMINATOR -> learnDiscriminator();
      case GENERATOR -> learnGenerator();
    }
  }

  /** Real rows first, then generated ones, into the same accumulators. */
  private void learnDiscriminator() {
    arithmetic.discriminatorGradient(
        gan.loss(), realLogits, dReal, realTargets, logitGradient, rows);
    realPass.backward(logitGradient, true, false);
    arithmetic.discriminatorGradient(
        gan.loss(), fakeLogits, dFake, fakeTargets, logitGradient, rows);
    fakePass.backward(logitGradient, true, false);
  }

  private void learnGenerator() {
    arithmetic.generatorGradient(gan.loss(), fakeLogits, dFake, logitGradient, rows);
    A gradient = fakePass.backward(logitGradient, false, true);
    generatorPass.backward(samples.withoutLabels(gradient, fakeGradient), true, false);
  }

  @Override
  public void fit(Player player, int update) {
    pretraining.fit(player, update);
  }

  @Override
  public void update(Player player) {
    network(player).update(gan.optimizer(player));
  }

  @Override
  public void clip() {
    discriminator.clip(gan.loss().clipping().bound());
  }

  @Override
  public void forget() {
    generator.resetOptimizer();
    discriminator.resetOptimizer();
  }

  @Override
  public void tell(Player player, int step, List<? extends StepLog> logs) {
    double rate = network(player).learningRate(gan.optimizer(player));
    double norm = network(player).gradientNorm();
    StepFigures.Outputs ofFake = outputs(fakeLogits, dFake, fakeTargets);
    switch (player) {
      case DISCRIMINATOR ->
          logs.get(0)
              .logDiscriminator(step, outputs(realLogits, dReal, realTargets), ofFake, rate, norm);
      case GENERATOR ->
          logs.get(0).logGenerator(step, ofFake.logits(), ofFake.outputs(), rate, norm);
    }
  }

  private StepFigures.Outputs outputs(A logits, A outputs, float[] targets) {
    return new StepFigures.Outputs(floats(logits), floats(outputs), targets);
  }

  private float[] floats(A values) {
    float[] floats = new float[rows];
    arithmetic.store(values, floats, rows);
    return floats;
  }

  @Override
  public void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs) {
    if (arithmetic.contains(ofReal ? dReal : dFake, output, rows)) {
      logs.get(0).saturate(step);
    }
  }

  @Override
  public Snapshot snapshot(int trial, int step) {
    return new Snapshot(step, generator.parameters(), discriminator.parameters());
  }

  @Override
  public Players players(int trial, int step) {
    return players;
  }

  @Override
  public TrainingState state(int trial) {
    TrainingState state = TrainingState.zeros(gan);
    int parameters = 0;
    int moments = 0;
    for (Player player : Player.values()) {
      Optimizer rule = gan.optimizer(player);
      network(player).save(rule, state.parameters(), parameters, state.moments(), moments);
      parameters += gan.network(player).parameters();
      moments += rule.moments() * gan.network(player).parameters();
    }
    return state;
  }

  @Override
  public void resume(Phase phase, long turns, List<TrainingState> states) {
    TrainingState state = states.get(0);
    int parameters = 0;
    int moments = 0;
    for (Player player : Player.values()) {
      Optimizer rule = gan.optimizer(player);
      int done = (int) phase.updates(gan, player, turns);
      network(player).resume(rule, done, state.parameters(), parameters, state.moments(), moments);
      parameters += gan.network(player).parameters();
      moments += rule.moments() * gan.network(player).parameters();
    }
  }
}
