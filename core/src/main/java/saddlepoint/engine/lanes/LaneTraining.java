// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.StepCount;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.scalar.StepFigures;
import saddlepoint.engine.scalar.TrialProgress;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Trains up to {@link Lanes#WIDTH} trials of one shape in lockstep, in the order of {@code
 * ScalarTraining}, which is the specification. Spare lanes repeat the last trial and are ignored.
 * Used once, by one thread.
 */
final class LaneTraining {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Numbers of a lane that a block may hold in its widest layer. */
  private static final int NEAR = 2048;

  private final List<Gan> gans = new ArrayList<>();
  private final Gan gan;
  private final Recording recording;
  private final int rows;
  private final int[] randomSeeds = new int[WIDTH];
  private final LaneBatches batches;
  private final LanePlayers players;
  private final LanePretraining pretraining;
  private final SampleLanePlayers asked = new SampleLanePlayers();
  private final TrialProgress[] lanes;
  private final Arena arena = new Arena();
  private final float[] memory;
  private final int block;
  private final TrainingPlaces places;
  private final float[] ofLanes = new float[WIDTH];
  private final StepFigures.Outputs realOutputs;
  private final StepFigures.Outputs fakeOutputs;
  private final boolean canSaturate;
  private final boolean flips;
  private int discriminatorUpdates;

  /** A bit for each lane whose D has reached the end of its range. */
  private long saturated;

  /** Training of one to {@link Lanes#WIDTH} trials of one shape. */
  LaneTraining(List<Trial> trials) {
    lanes = new TrialProgress[trials.size()];
    for (int lane = 0; lane < WIDTH; lane++) {
      Trial trial = trials.get(Math.min(lane, trials.size() - 1));
      randomSeeds[lane] = trial.randomSeed();
      gans.add(trial.gan());
      if (lane < trials.size()) {
        lanes[lane] = new TrialProgress(trial, gans.get(lane));
      }
    }
    gan = gans.get(0);
    recording = trials.get(0).recording();
    rows = gan.batch();
    batches = new LaneBatches(gans, randomSeeds);
    block = block(gan);
    players = new LanePlayers(arena, gans, block);
    pretraining = new LanePretraining(arena, gans, players);
    places = new TrainingPlaces(arena, gan, block);
    memory = arena.memory();
    realOutputs = newOutputs();
    fakeOutputs = newOutputs();
    players.initialize(randomSeeds);
    batches.targets(0, memory, places.realTargets, places.fakeTargets);
    canSaturate = TrialProgress.canSaturate(gan);
    flips = gan.loss().flip() > 0;
  }

  /**
   * Rows that go forward and backward together: so many that the widest activations are near. Sums
   * over rows go on in row order from block to block, so that blocks change no bits. Where a batch
   * looks at itself, or one player's update comes between the other's forward and backward pass, it
   * is one block.
   */
  static int block(Gan gan) {
    boolean isWhole =
        gan.updateOrder() == UpdateOrder.D_THEN_G
            || gan.updateOrder() == UpdateOrder.G_THEN_D
            || gan.discriminator().comparesRows();
    if (isWhole) {
      return gan.batch();
    }
    int widest =
        java.util.stream.Stream.concat(
                gan.generator().layers().stream(), gan.discriminator().layers().stream())
            .mapToInt(Layer::out)
            .max()
            .orElseThrow();
    return Math.min(gan.batch(), Math.max(ROWS, NEAR / widest / ROWS * ROWS));
  }

  void train(TrialListener listener) {
    long start = System.nanoTime();
    if (pretraining.train(randomSeeds, batches, () -> isLate(start))) {
      play(start, new StepCount(listener::advanced, gan, lanes.length));
    } else {
      endAll(Outcome.timedOut(0));
    }
    long evaluating = 0;
    for (TrialProgress lane : lanes) {
      evaluating += lane.evaluating();
    }
    double training = (System.nanoTime() - start - evaluating) / NANOS_PER_MILLI / lanes.length;
    for (TrialProgress lane : lanes) {
      listener.ended(lane.result(training));
    }
  }

  private void play(long start, StepCount count) {
    for (int step = 0; step < gan.steps(); step++) {
      boolean logged = recording.logs(step, gan.steps());
      if (logged) {
        for (TrialProgress lane : lanes) {
          lane.begin(step);
        }
      }
      step(step, logged);
      if (recording.keepsSnapshot(step, gan.steps())) {
        keepSnapshots(step);
      }
      if (logged && !look(step)) {
        return;
      }
      if (count.isDue(step)) {
        count.tell(step, training());
      }
      if (step < gan.steps() - 1 && isLate(start)) {
        endAll(Outcome.timedOut(step + 1));
        return;
      }
    }
    endAll(Outcome.completed(gan.steps() - 1));
  }

  /** Ends lanes that diverged and evaluates the others; whether any goes on. */
  private boolean look(int step) {
    boolean any = false;
    for (int index = 0; index < lanes.length; index++) {
      int lane = index;
      lanes[index].look(step, () -> snapshot(lane, step), () -> players(lane, step));
      any |= lanes[index].trains();
    }
    return any;
  }

  private int training() {
    int training = 0;
    for (TrialProgress lane : lanes) {
      training += lane.trains() ? 1 : 0;
    }
    return training;
  }

  private Players players(int lane, int step) {
    asked.set(gans.get(lane), snapshot(lane, step));
    return asked;
  }

  private void keepSnapshots(int step) {
    for (int index = 0; index < lanes.length; index++) {
      int lane = index;
      lanes[index].keep(() -> snapshot(lane, step));
    }
  }

  private Snapshot snapshot(int lane, int step) {
    return new Snapshot(
        step, players.generator.parameters(lane), players.discriminator.parameters(lane));
  }

  private void endAll(Outcome outcome) {
    for (TrialProgress lane : lanes) {
      lane.end(outcome);
    }
  }

  private boolean isLate(long start) {
    Duration timeout = recording.timeout();
    return !timeout.isZero() && System.nanoTime() - start > timeout.toNanos();
  }

  private void step(int step, boolean logged) {
    if (gan.updateOrder() == UpdateOrder.ALTERNATING) {
      for (int k = 0; k < gan.discriminatorSteps(); k++) {
        boolean last = k == gan.discriminatorSteps() - 1;
        drawBatch(discriminatorUpdates);
        players.discriminator.clearGradients();
        real();
        batches.perturb(Stream.INSTANCE_NOISE_FAKE, discriminatorUpdates, step);
        fake(true, false);
        afterDiscriminator(step, logged && last);
        players.discriminator.update(players.discriminatorOptimizer);
        discriminatorUpdates++;
      }
      batches.labels(Stream.LABEL, step);
      batches.noise(Stream.GENERATOR_NOISE, step, memory, places.noise);
      batches.perturb(Stream.INSTANCE_NOISE_GENERATOR, step, step);
      players.generator.clearGradients();
      fake(false, true);
      afterGenerator(step, logged);
      players.generator.update(players.generatorOptimizer);
      return;
    }
    drawBatch(step);
    players.discriminator.clearGradients();
    players.generator.clearGradients();
    real();
    batches.perturb(Stream.INSTANCE_NOISE_FAKE, step, step);
    switch (gan.updateOrder()) {
      case SIMULTANEOUS -> {
        fake(true, true);
        afterDiscriminator(step, logged);
        afterGenerator(step, logged);
        players.discriminator.update(players.discriminatorOptimizer);
        players.generator.update(players.generatorOptimizer);
      }
      case D_THEN_G -> {
        fake(true, false);
        afterDiscriminator(step, logged);
        players.discriminator.update(players.discriminatorOptimizer);
        generatorGradient(0, rows);
        afterGenerator(step, logged);
        players.generator.update(players.generatorOptimizer);
      }
      case G_THEN_D -> {
        fake(false, true);
        afterGenerator(step, logged);
        players.generator.update(players.generatorOptimizer);
        discriminatorGradient(0, rows);
        afterDiscriminator(step, logged);
        players.discriminator.update(players.discriminatorOptimizer);
      }
      case ALTERNATING -> throw new IllegalStateException("alternating draws its own batches");
    }
  }

  private void drawBatch(int update) {
    batches.real(Stream.DATA, update);
    batches.noise(Stream.NOISE, update, memory, places.noise);
    int step =
        gan.updateOrder() == UpdateOrder.ALTERNATING ? update / gan.discriminatorSteps() : update;
    batches.seenReal(Stream.INSTANCE_NOISE_REAL, update, step, memory, places.seenReal);
    if (flips) {
      batches.targets(update, memory, places.realTargets, places.fakeTargets);
    }
  }

  /** D forward on the real rows and backward, a block at a time. */
  private void real() {
    int columns = batches.seenColumns();
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int x = places.seenReal + first * columns * WIDTH;
      int logits = players.discriminatorPass.forward(x, count);
      keep(logits, places.realLogits, places.dReal, first, count);
      discriminatorGradient(places.realLogits, places.dReal, places.realTargets, first, count);
    }
  }

  /**
   * G and D forward on noise, and backward, a block at a time: while a block's activations are
   * near, everything that needs them is done.
   */
  private void fake(boolean forDiscriminator, boolean forGenerator) {
    int columns = gan.generator().in();
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int generated = players.generatorPass.forward(places.noise + first * columns * WIDTH, count);
      int x = batches.seen(memory, generated, first, count, places.seenFake);
      int logits = players.discriminatorPass.forward(x, count);
      keep(logits, places.fakeLogits, places.dFake, first, count);
      if (forDiscriminator) {
        discriminatorGradient(first, count);
      }
      if (forGenerator) {
        generatorGradient(first, count);
      }
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
    discriminatorGradient(places.fakeLogits, places.dFake, places.fakeTargets, first, count);
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
    players.losses.generatorGradient(
        memory, places.fakeLogits + at, places.dFake + at, places.logitGradient, count, rows);
    int gradient = players.discriminatorPass.backward(places.logitGradient, count, false, true);
    players.generatorPass.backward(
        batches.withoutLabels(memory, gradient, places.fakeGradient, count), count, true, false);
  }

  private void afterDiscriminator(int step, boolean logged) {
    if (canSaturate) {
      noteSaturation(step, places.dReal, 0f);
      noteSaturation(step, places.dFake, 1f);
      if (flips || gan.loss().realLabel() != 1) {
        noteSaturation(step, places.dReal, 1f);
      }
      if (flips || gan.loss().fakeLabel() != 0) {
        noteSaturation(step, places.dFake, 0f);
      }
    }
    if (logged) {
      logDiscriminator();
    }
  }

  private void afterGenerator(int step, boolean logged) {
    if (canSaturate) {
      noteSaturation(step, places.dFake, gan.loss().kind() == LossKind.NON_SATURATING ? 0f : 1f);
    }
    if (logged) {
      logGenerator();
    }
  }

  private void logDiscriminator() {
    players.discriminator.squaredGradientNorms(ofLanes);
    for (int index = 0; index < lanes.length; index++) {
      lanes[index].logDiscriminator(
          outputs(index, places.realLogits, places.dReal, places.realTargets, realOutputs),
          outputs(index, places.fakeLogits, places.dFake, places.fakeTargets, fakeOutputs),
          players.discriminatorOptimizer.learningRate(index),
          Math.sqrt(ofLanes[index]));
    }
  }

  private void logGenerator() {
    players.generator.squaredGradientNorms(ofLanes);
    for (int index = 0; index < lanes.length; index++) {
      StepFigures.Outputs fake =
          outputs(index, places.fakeLogits, places.dFake, places.fakeTargets, fakeOutputs);
      lanes[index].logGenerator(
          fake.logits(),
          fake.outputs(),
          players.generatorOptimizer.learningRate(index),
          Math.sqrt(ofLanes[index]));
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

  private void noteSaturation(int step, int d, float limit) {
    long met = LaneLosses.contains(memory, d, limit, rows, ofLanes) & ~saturated;
    if (met == 0) {
      return;
    }
    saturated |= met;
    for (int index = 0; index < lanes.length; index++) {
      if ((met >>> index & 1) != 0) {
        lanes[index].saturate(step);
      }
    }
  }
}
