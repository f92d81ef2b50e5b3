// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.Arrays;
import java.util.List;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.engine.reference.ReferencePenalty;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.BatchStreams;
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
  private final ReferencePass<A> realPass;
  private final DiscriminatorOutputs<A> real;
  private final A seenReal;
  private final ReferencePenalty<A> penalty;
  private final float[] penaltyShares;
  private int penalized;
  private final GeneratedHalf<A> ofDiscriminator;
  private final GeneratedHalf<A> ofGenerator;
  private final ScalarPretraining<A> pretraining;
  private final Players players;
  private GeneratedHalf<A> last;

  /** BEGAN's k. */
  private double balance;

  ScalarMachine(Arithmetic<A> arithmetic, Gan gan, int randomSeed, TrainingObserver observer) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    rows = gan.batch();
    generator = new ReferenceNetwork<>(arithmetic, gan.generator(), Player.GENERATOR, randomSeed);
    discriminator =
        new ReferenceNetwork<>(arithmetic, gan.discriminator(), Player.DISCRIMINATOR, randomSeed);
    samples = new Samples<>(arithmetic, gan, rows, randomSeed, observer);
    realPass = new ReferencePass<>(arithmetic, discriminator, rows);
    real = new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
    seenReal = arithmetic.allocate(rows * samples.dataColumns());
    penalty = new ReferencePenalty<>(arithmetic, gan, discriminator, rows);
    penaltyShares = new float[rows];
    ofDiscriminator = new GeneratedHalf<>(arithmetic, gan, rows, samples, generator, discriminator);
    ofGenerator =
        gan.generatorRows() == rows
            ? ofDiscriminator
            : new GeneratedHalf<>(
                arithmetic,
                gan,
                gan.generatorRows(),
                new Samples<>(arithmetic, gan, gan.generatorRows(), randomSeed, observer),
                generator,
                discriminator);
    real.compareWith(ofDiscriminator.outputs());
    last = ofDiscriminator;
    pretraining =
        new ScalarPretraining<>(
            arithmetic, gan, samples, generator, discriminator, realPass, real, ofDiscriminator);
    players = new ReferencePlayers<>(arithmetic, gan, generator, discriminator);
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
    BatchStreams streams = move.streams();
    double deviation = gan.instanceNoise().at(step);
    switch (move.batch()) {
      case BOTH -> {
        A drawn = samples.real("train", streams.named("real"), streams.data(), update);
        if (gan.loss().auxiliary().isUsed()) {
          System.arraycopy(samples.labels(), 0, real.labels(), 0, rows);
          samples.labels("train", streams.named("fake labels"), streams.labels(), update);
        }
        ofDiscriminator.draw(streams.named("noise"), streams.noise(), update);
        samples.seen(drawn, streams.onReal(), update, deviation, seenReal);
        MaskRows ofReal = new MaskRows(streams.dropout(), update, 2 * rows, 0);
        real.read(
            realPass.forward(seenReal, samples.training("train", Player.DISCRIMINATOR, ofReal)));
        boolean isPredicted =
            gan.generatedRows().statistics() == NormStatistics.MOVING
                && !move.reaches(Player.GENERATOR);
        MaskRows ofFake = new MaskRows(streams.dropout(), update, 2 * rows, rows);
        last = ofDiscriminator;
        last.look(
            streams.onGenerated(),
            update,
            deviation,
            ofFake,
            isPredicted,
            /* isBesideReal= */ true,
            /* isReplayed= */ !move.reaches(Player.GENERATOR));
        penalized = update;
        samples.targets(update, true, real.targets());
        samples.targets(update, false, last.outputs().targets());
        if (gan.loss().isBalanced()) {
          Arrays.fill(last.outputs().targets(), (float) -balance);
        }
      }
      case GENERATED -> {
        last = ofGenerator;
        last.labels(streams.labels(), update);
        last.draw(streams.named("noise"), streams.noise(), update);
        MaskRows ofFake = new MaskRows(streams.dropout(), update, gan.generatorRows(), 0);
        last.look(streams.onGenerated(), update, deviation, ofFake, false, false, false);
      }
      case KEPT -> {}
    }
  }

  @Override
  public void learn(Player player, Move move) {
    network(player).clearGradients();
    switch (player) {
      case DISCRIMINATOR -> learnDiscriminator();
      case GENERATOR -> last.learnGenerator();
    }
  }

  /** Real rows first, then generated ones, then the penalty, into the same accumulators. */
  private void learnDiscriminator() {
    realPass.backward(real.discriminatorGradient(gan.loss().auxiliary().realWeight()), true, false);
    last.learnDiscriminator();
    if (gan.loss().penalty().isUsed()) {
      samples.shares(penalized, penaltyShares);
      MaskRows masks = new MaskRows(Stream.PENALTY_DROPOUT, penalized, rows, 0);
      penalty.addGradients(
          seenReal,
          last.seen(),
          penaltyShares,
          samples.training("train", Player.DISCRIMINATOR, masks).again());
    }
  }

  @Override
  public void fit(Player player, int update) {
    pretraining.fit(player, update);
  }

  @Override
  public void prepare(Player player) {
    network(player).prepare(gan.optimizer(player));
  }

  @Override
  public void update(Player player) {
    network(player).update(gan.optimizer(player));
    if (player == Player.DISCRIMINATOR && gan.loss().isBalanced()) {
      balance = gan.loss().balance().next(balance, real.mean(), last.outputs().mean());
    }
  }

  @Override
  public void remember(Player player) {
    network(player).remember();
  }

  @Override
  public void goBack(Player player) {
    network(player).goBack();
  }

  @Override
  public void clip() {
    discriminator.clip(gan.loss().clipping().bound());
  }

  @Override
  public void average() {
    generator.moveAverage(gan.generatorAverage());
  }

  @Override
  public void forget() {
    generator.resetOptimizer();
    discriminator.resetOptimizer();
    if (gan.averagesGenerator()) {
      generator.beginAverage();
    }
  }

  @Override
  public void tell(Player player, int step, List<? extends StepLog> logs) {
    double rate = network(player).learningRate(gan.optimizer(player));
    double norm = network(player).gradientNorm();
    StepFigures.Outputs ofFake = StepFigures.Outputs.of(last.outputs());
    switch (player) {
      case DISCRIMINATOR -> {
        logs.get(0).logDiscriminator(step, StepFigures.Outputs.of(real), ofFake, rate, norm);
        if (gan.loss().penalty().isUsed()) {
          logs.get(0).logPenalty(penalty.norms());
        }
      }
      case GENERATOR -> logs.get(0).logGenerator(step, ofFake, rate, norm);
    }
  }

  @Override
  public void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs) {
    if ((ofReal ? real : last.outputs()).contains(output)) {
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
  public Players averaged(int trial, int step) {
    return ReferencePlayers.of(
        gan, new Snapshot(step, generator.averaged(), discriminator.parameters()));
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
    if (gan.averagesGenerator()) {
      generator.saveAverage(state.parameters(), parameters);
    }
    if (ofDiscriminator.replay().isPresent()) {
      A kept = ofDiscriminator.replay().get().rows();
      arithmetic.write(kept, state.moments(), state.firstReplayed(gan), gan.replayedNumbers());
    }
    state.setBalance(gan, balance);
    return state;
  }

  @Override
  public void resume(Phase phase, long turns, List<TrainingState> states) {
    TrainingState state = states.get(0);
    balance = state.balance(gan);
    int parameters = 0;
    int moments = 0;
    for (Player player : Player.values()) {
      Optimizer rule = gan.optimizer(player);
      int done = (int) state.updates(gan, phase, player, turns);
      network(player).resume(rule, done, state.parameters(), parameters, state.moments(), moments);
      parameters += gan.network(player).parameters();
      moments += rule.moments() * gan.network(player).parameters();
    }
    if (gan.averagesGenerator()) {
      generator.resumeAverage(state.parameters(), parameters);
    }
    if (ofDiscriminator.replay().isPresent()) {
      A kept = ofDiscriminator.replay().get().rows();
      arithmetic.read(state.moments(), state.firstReplayed(gan), kept, gan.replayedNumbers());
    }
  }
}
