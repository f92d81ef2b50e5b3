// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.training.BatchStreams;
import saddlepoint.engine.training.Machine;
import saddlepoint.engine.training.Move;
import saddlepoint.engine.training.Phase;
import saddlepoint.engine.training.Schedule;
import saddlepoint.engine.training.StepFigures;
import saddlepoint.engine.training.StepLog;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/**
 * The players of up to {@link Lanes#WIDTH} trials of one shape in lockstep, with the bits of {@code
 * ScalarMachine}. Spare lanes repeat the last trial and are ignored.
 */
final class LaneMachine implements Machine {
  /** Numbers of a lane that a block may hold in its widest layer. */
  private static final int NEAR = 2048;

  /**
   * Weights of a layer in a lane that stay near from one block to the next: half a megabyte of 16.
   */
  private static final int NEAR_WEIGHTS = 1 << 13;

  /** Rows of a block that read weights from afar, so that each reading serves many. */
  private static final int ROWS_OF_HEAVY = 32;

  private final List<Gan> gans = new ArrayList<>();
  private final Gan gan;
  private final int rows;
  private final int[] randomSeeds = new int[WIDTH];
  private final LaneBatches batches;
  private final LanePlayers players;
  private final LanePretraining pretraining;
  private final SampleLanePlayers asked = new SampleLanePlayers();
  private final int lanes;
  private final Arena arena = new Arena();
  private final float[] memory;
  private final int block;
  private final TrainingPlaces places;
  private final LaneComparison comparison;
  private final float[] ofLanes = new float[WIDTH];
  private final StepFigures.Outputs realOutputs;
  private final StepFigures.Outputs fakeOutputs;
  private final boolean drawsTargets;

  /** Of each lane what G's average takes of G. */
  private final float[] rests = new float[WIDTH];

  /** A bit for each lane whose D has reached the end of its range. */
  private long saturated;

  /** Players of one to {@link Lanes#WIDTH} trials of one shape. */
  LaneMachine(List<Trial> trials) {
    lanes = trials.size();
    for (int lane = 0; lane < WIDTH; lane++) {
      Trial trial = trials.get(Math.min(lane, trials.size() - 1));
      randomSeeds[lane] = trial.randomSeed();
      gans.add(trial.gan());
      rests[lane] = (float) (1 - trial.gan().generatorAverage());
    }
    gan = gans.get(0);
    rows = gan.batch();
    batches = new LaneBatches(gans, randomSeeds);
    block = block(gan);
    players = new LanePlayers(arena, gans, block);
    pretraining = new LanePretraining(arena, gans, players);
    places = new TrainingPlaces(arena, gan, block);
    comparison = new LaneComparison(gans);
    memory = arena.memory();
    realOutputs = newOutputs();
    fakeOutputs = newOutputs();
    players.initialize(randomSeeds);
    batches.targets(0, memory, places.realTargets, places.fakeTargets);
    for (int i = 0; i < block * WIDTH; i++) {
      memory[places.generatorTargets + i] = (float) gans.get(i % WIDTH).loss().generatorLabel();
    }
    drawsTargets = gan.loss().drawsTargets();
  }

  /**
   * Rows that go forward and backward together: so many that the widest activations are near. Sums
   * over rows go on in row order from block to block, so that blocks change no bits. Where weights
   * are too many to stay near, blocks have more rows, since each block reads all weights. Where a
   * layer or the loss must have the whole batch, or one player's update comes between the other's
   * forward and backward pass, it is one block.
   */
  static int block(Gan gan) {
    boolean isWhole = layers(gan).anyMatch(layer -> layer.accept(new LaneWholeBatch()));
    if (isWhole || Schedule.of(gan).keepsActivations() || gan.loss().isRelativistic()) {
      return gan.batch();
    }
    int widest = largest(gan, Layer::out);
    int heaviest = largest(gan, layer -> layer.weights().rows() * layer.weights().columns());
    int least = heaviest > NEAR_WEIGHTS ? ROWS_OF_HEAVY : ROWS;
    return Math.min(gan.batch(), Math.max(least, NEAR / widest / ROWS * ROWS));
  }

  private static java.util.stream.Stream<Layer> layers(Gan gan) {
    return java.util.stream.Stream.concat(
        gan.generator().layers().stream(), gan.discriminator().layers().stream());
  }

  private static int largest(Gan gan, ToIntFunction<Layer> number) {
    return layers(gan).mapToInt(number).max().orElseThrow();
  }

  @Override
  public void look(Move move, int step) {
    int update = move.update(step);
    BatchStreams streams = move.streams();
    switch (move.batch()) {
      case BOTH -> {
        batches.real(streams.data(), update);
        batches.noise(streams.noise(), update, memory, places.noise);
        batches.seenReal(streams.onReal(), update, step, memory, places.seenReal);
        if (drawsTargets) {
          batches.targets(update, memory, places.realTargets, places.fakeTargets);
        }
        players.penalty.draw(batches, update);
        players.discriminator.clearGradients();
        real();
        batches.perturb(streams.onGenerated(), update, step);
        generated(move);
      }
      case GENERATED -> {
        batches.labels(Stream.LABEL, update);
        batches.noise(Stream.GENERATOR_NOISE, update, memory, places.noise);
        batches.perturb(Stream.INSTANCE_NOISE_GENERATOR, update, step);
        generated(move);
      }
      case KEPT -> {}
    }
  }

  /** What was drawn for this move has been learned from while its activations were near. */
  @Override
  public void learn(Player player, Move move) {
    if (move.batch() != Move.Batch.KEPT) {
      return;
    }
    switch (player) {
      case DISCRIMINATOR -> {
        discriminatorGradient(0, rows);
        penalize();
      }
      case GENERATOR -> {
        players.generator.clearGradients();
        generatorGradient(0, rows);
      }
    }
  }

  @Override
  public void fit(Player player, int update) {
    players.network(player).clearGradients();
    pretraining.fit(player, randomSeeds, batches, update);
  }

  @Override
  public void prepare(Player player) {
    players.network(player).prepare(players.optimizer(player));
  }

  @Override
  public void update(Player player) {
    players.network(player).update(players.optimizer(player));
  }

  @Override
  public void remember(Player player) {
    players.network(player).remember();
  }

  @Override
  public void goBack(Player player) {
    players.network(player).goBack();
  }

  @Override
  public void clip() {
    players.discriminator.clip(players.losses.bounds());
  }

  @Override
  public void average() {
    players.generator.moveAverage(rests);
  }

  @Override
  public void forget() {
    players.generator.resetOptimizer(players.generatorOptimizer);
    players.discriminator.resetOptimizer(players.discriminatorOptimizer);
    if (gan.averagesGenerator()) {
      players.generator.beginAverage();
    }
  }

  /** D forward on the real rows and backward, a block at a time, unless they are to be compared. */
  private void real() {
    int columns = batches.seenColumns();
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int x = places.seenReal + first * columns * WIDTH;
      int logits = players.realPass.forward(x, count);
      keep(logits, places.realLogits, places.dReal, first, count);
      if (!comparison.isUsed()) {
        discriminatorGradient(places.realLogits, places.dReal, places.realTargets, first, count);
      }
    }
  }

  /**
   * G and D forward on noise, and backward, a block at a time: while a block's activations are
   * near, everything that needs them is done.
   */
  private void generated(Move move) {
    boolean forDiscriminator = move.teaches(Player.DISCRIMINATOR);
    boolean forGenerator = move.teaches(Player.GENERATOR);
    if (forGenerator) {
      players.generator.clearGradients();
    }
    int columns = gan.generator().in();
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int generated = players.generatorPass.forward(places.noise + first * columns * WIDTH, count);
      int x = batches.seen(memory, generated, first, count, places.seenFake);
      int logits = players.discriminatorPass.forward(x, count);
      keep(logits, places.fakeLogits, places.dFake, first, count);
      if (move.batch() == Move.Batch.BOTH) {
        players.penalty.take(places.seenReal, x, first, count);
        compare(move);
      }
      if (forDiscriminator) {
        discriminatorGradient(first, count);
      }
      if (forGenerator) {
        generatorGradient(first, count);
      }
    }
    if (forDiscriminator) {
      penalize();
    }
  }

  /** D backward on the real rows of a loss that compares them with the generated ones. */
  private void compare(Move move) {
    if (comparison.isUsed()) {
      comparison.look(memory, places);
      if (move.reaches(Player.DISCRIMINATOR)) {
        comparison.gradientOfReal(memory, places.logitGradient);
        players.realPass.backward(places.logitGradient, rows, true, false);
      }
    }
  }

  private void penalize() {
    if (players.penalty.isUsed()) {
      players.penalty.addGradients(places.seenReal);
    }
  }

  /** Keeps D's figures of a block with those of the whole batch. */
  private void keep(int blockLogits, int logits, int outputs, int first, int count) {
    int at = first * WIDTH;
    System.arraycopy(memory, blockLogits, memory, logits + at, count * WIDTH);
    players.losses.output(memory, logits + at, outputs + at, count);
  }

  /** D's gradient on the block of generated rows that went forward last. */
  private void discriminatorGradient(int first, int count) {
    if (comparison.isUsed()) {
      comparison.gradientOfFake(memory, places.logitGradient);
      players.discriminatorPass.backward(places.logitGradient, count, true, false);
    } else {
      discriminatorGradient(places.fakeLogits, places.dFake, places.fakeTargets, first, count);
    }
  }

  private void discriminatorGradient(int logits, int d, int targets, int first, int count) {
    int at = first * WIDTH;
    players.losses.discriminatorGradient(
        memory, logits + at, d + at, targets + at, places.logitGradient, count, rows);
    players.discriminatorPass.backward(places.logitGradient, count, true, false);
  }

  /** G's gradient on the block of generated rows that went forward last. */
  private void generatorGradient(int first, int count) {
    int at = first * WIDTH;
    if (comparison.isUsed()) {
      comparison.generatorGradient(memory, places.logitGradient);
    } else {
      players.losses.generatorGradient(
          memory,
          places.fakeLogits + at,
          places.dFake + at,
          places.generatorTargets,
          places.logitGradient,
          count,
          rows);
    }
    int gradient = players.discriminatorPass.backward(places.logitGradient, count, false, true);
    players.generatorPass.backward(
        batches.withoutLabels(memory, gradient, places.fakeGradient, count), count, true, false);
  }

  @Override
  public void tell(Player player, int step, List<? extends StepLog> logs) {
    players.network(player).squaredGradientNorms(ofLanes);
    LaneOptimizer optimizer = players.optimizer(player);
    for (int lane = 0; lane < lanes; lane++) {
      StepLog log = logs.get(lane);
      double rate = optimizer.learningRate(lane);
      double norm = Math.sqrt(ofLanes[lane]);
      StepFigures.Outputs fake =
          comparison.isUsed()
              ? StepFigures.Outputs.of(comparison.fake(lane))
              : outputs(lane, places.fakeLogits, places.dFake, places.fakeTargets, fakeOutputs);
      switch (player) {
        case DISCRIMINATOR -> {
          log.logDiscriminator(
              step,
              comparison.isUsed()
                  ? StepFigures.Outputs.of(comparison.real(lane))
                  : outputs(lane, places.realLogits, places.dReal, places.realTargets, realOutputs),
              fake,
              rate,
              norm);
          if (players.penalty.isUsed()) {
            log.logPenalty(players.penalty.norms(lane));
          }
        }
        case GENERATOR -> log.logGenerator(step, fake, rate, norm);
      }
    }
  }

  private StepFigures.Outputs newOutputs() {
    return new StepFigures.Outputs(new float[rows], new float[rows], new float[rows]);
  }

  private StepFigures.Outputs outputs(
      int lane, int z, int d, int targets, StepFigures.Outputs outputs) {
    Lanes.extract(memory, z, lane, outputs.logits(), rows);
    Lanes.extract(memory, d, lane, outputs.outputs(), rows);
    Lanes.extract(memory, targets, lane, outputs.targets(), rows);
    return outputs;
  }

  @Override
  public void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs) {
    int d = ofReal ? places.dReal : places.dFake;
    long met = LaneLosses.contains(memory, d, (float) output, rows, ofLanes) & ~saturated;
    if (met == 0) {
      return;
    }
    saturated |= met;
    for (int lane = 0; lane < lanes; lane++) {
      if ((met >>> lane & 1) != 0) {
        logs.get(lane).saturate(step);
      }
    }
  }

  @Override
  public Snapshot snapshot(int trial, int step) {
    return new Snapshot(
        step, players.generator.parameters(trial), players.discriminator.parameters(trial));
  }

  @Override
  public Players players(int trial, int step) {
    asked.set(gans.get(trial), snapshot(trial, step));
    return asked;
  }

  @Override
  public Players averaged(int trial, int step) {
    asked.set(
        gans.get(trial),
        new Snapshot(
            step, players.generator.averaged(trial), players.discriminator.parameters(trial)));
    return asked;
  }

  @Override
  public TrainingState state(int trial) {
    return LaneState.of(players, gan, trial);
  }

  @Override
  public void resume(Phase phase, long turns, List<TrainingState> states) {
    for (Player player : Player.values()) {
      players.optimizer(player).resume((int) states.get(0).updates(gan, phase, player, turns));
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      LaneState.resume(players, gan, lane, states.get(Math.min(lane, states.size() - 1)));
    }
  }
}
