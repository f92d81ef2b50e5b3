// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.StepCount;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.scalar.StepFigures;
import saddlepoint.engine.scalar.StepLog;
import saddlepoint.engine.scalar.TrialProgress;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Trains some trials of one shape at once, in the order of {@code ScalarTraining}, which is the
 * specification. A step takes the same operations however many trials there are. Used once, by one
 * thread.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphTraining<A> implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;

  private final GraphArrays<A> arrays;
  private final List<Gan> gans = new ArrayList<>();
  private final Gan gan;
  private final Recording recording;
  private final int rows;
  private final List<TrialProgress> trials = new ArrayList<>();
  private final List<StepLog> logs = new ArrayList<>();
  private final HostBatches<A> batches;
  private final HostLosses<A> real;
  private final HostLosses<A> fake;
  private final GraphStep<A> graph;
  private final GraphOptimizer<A> generatorOptimizer;
  private final GraphOptimizer<A> discriminatorOptimizer;
  private final GraphPretraining<A> pretraining;
  private final INDArray norms;
  private final Program generatorNorms;
  private final Program discriminatorNorms;
  private final boolean canSaturate;

  /**
   * A training that records into arrays, which are closed with it.
   *
   * @param trials of one shape, at least one
   */
  private GraphTraining(GraphArrays<A> arrays, List<Trial> trials) {
    this.arrays = arrays;
    Precision<A> precision = arrays.precision();
    int[] randomSeeds = trials.stream().mapToInt(Trial::randomSeed).toArray();
    for (Trial trial : trials) {
      Gan own = trial.gan();
      gans.add(own);
      TrialProgress progress = new TrialProgress(trial, own);
      this.trials.add(progress);
      logs.add(progress);
    }
    gan = gans.get(0);
    recording = trials.get(0).recording();
    rows = gan.batch();
    batches = new HostBatches<>(precision, gans, randomSeeds);
    real = new HostLosses<>(precision, gans);
    fake = new HostLosses<>(precision, gans);
    graph = new GraphStep<>(arrays, gans);
    graph.generator.initialize(Player.GENERATOR, randomSeeds);
    graph.discriminator.initialize(Player.DISCRIMINATOR, randomSeeds);
    generatorOptimizer =
        new GraphOptimizer<>(
            arrays, gans.stream().map(Gan::generatorOptimizer).toList(), graph.generator);
    discriminatorOptimizer =
        new GraphOptimizer<>(
            arrays, gans.stream().map(Gan::discriminatorOptimizer).toList(), graph.discriminator);
    pretraining = new GraphPretraining<>(arrays, gans, batches, graph, real, fake);
    norms = arrays.zeros(trials.size());
    generatorNorms = norms(graph.generator);
    discriminatorNorms = norms(graph.discriminator);
    canSaturate = TrialProgress.canSaturate(gan);
  }

  /**
   * Takes the arrays that a training needs, until it is closed.
   *
   * @param trials of one shape, at least one
   * @param limit bytes that the arrays may take
   * @throws GraphArrays.LimitException if they take more; nothing is kept
   */
  static <A> GraphTraining<A> of(Precision<A> precision, List<Trial> trials, long limit) {
    return of(new GraphArrays<>(precision, limit), trials);
  }

  static <A> GraphTraining<A> of(GraphArrays<A> arrays, List<Trial> trials) {
    try {
      return new GraphTraining<>(arrays, trials);
    } catch (RuntimeException | Error e) {
      arrays.close();
      throw e;
    }
  }

  private Program norms(GraphNetwork<A> network) {
    return new Program().add("reduce_norm2", new long[] {1}, norms, network.gradients());
  }

  /** Tells all figures to a log instead of the trials. */
  void tell(StepLog log) {
    logs.replaceAll(own -> log);
  }

  /** Draws the batches that follow for one of the trial's workers. */
  void drawFor(int worker) {
    batches.drawFor(worker);
  }

  /** Both players and the programs of a step. */
  GraphStep<A> graph() {
    return graph;
  }

  /** Training before the game. */
  GraphPretraining<A> pretraining() {
    return pretraining;
  }

  GraphOptimizer<A> optimizer(Player player) {
    return player == Player.GENERATOR ? generatorOptimizer : discriminatorOptimizer;
  }

  /** How many train. */
  int trials() {
    return trials.size();
  }

  @Override
  public void close() {
    arrays.close();
  }

  void train(TrialListener listener) {
    long start = System.nanoTime();
    if (pretraining.train(discriminatorOptimizer, generatorOptimizer, () -> isLate(start))) {
      play(start, new StepCount(listener::advanced, gan, trials.size()));
    } else {
      endAll(Outcome.timedOut(0));
    }
    long evaluating = trials.stream().mapToLong(TrialProgress::evaluating).sum();
    double training = (System.nanoTime() - start - evaluating) / NANOS_PER_MILLI / trials.size();
    trials.forEach(trial -> listener.ended(trial.result(training)));
  }

  private void play(long start, StepCount count) {
    for (int step = 0; step < gan.steps(); step++) {
      boolean logged = recording.logs(step, gan.steps());
      if (logged) {
        for (TrialProgress trial : trials) {
          trial.begin(step);
        }
      }
      step(step, logged);
      if (recording.keepsSnapshot(step, gan.steps())) {
        for (int index = 0; index < trials.size(); index++) {
          keepSnapshot(index, step);
        }
      }
      if (logged && !look(step)) {
        return;
      }
      if (count.isDue(step)) {
        count.tell(step, (int) trials.stream().filter(TrialProgress::trains).count());
      }
      if (step < gan.steps() - 1 && isLate(start)) {
        endAll(Outcome.timedOut(step + 1));
        return;
      }
    }
    endAll(Outcome.completed(gan.steps() - 1));
  }

  private void keepSnapshot(int index, int step) {
    trials.get(index).keep(() -> snapshot(index, step));
  }

  private Snapshot snapshot(int index, int step) {
    return new Snapshot(
        step, graph.generator.parameters(index), graph.discriminator.parameters(index));
  }

  /** Ends trials that diverged and evaluates the others; whether any goes on. */
  private boolean look(int step) {
    boolean any = false;
    for (int index = 0; index < trials.size(); index++) {
      int trial = index;
      trials
          .get(index)
          .look(
              step,
              () -> snapshot(trial, step),
              () -> new GraphPlayers(gans.get(trial), snapshot(trial, step)));
      any |= trials.get(index).trains();
    }
    return any;
  }

  private void endAll(Outcome outcome) {
    trials.forEach(trial -> trial.end(outcome));
  }

  private boolean isLate(long start) {
    Duration timeout = recording.timeout();
    return !timeout.isZero() && System.nanoTime() - start > timeout.toNanos();
  }

  /** Makes one step of the game; logged ones are told to the logs. */
  void step(int step, boolean logged) {
    if (gan.updateOrder() == UpdateOrder.ALTERNATING) {
      for (int k = 0; k < gan.discriminatorSteps(); k++) {
        moveDiscriminator(step, k, logged);
      }
      moveGenerator(step, logged);
      return;
    }
    drawBatch(step, step);
    graph.generate.run();
    judgeBoth(step, step);
    judgeFake();
    switch (gan.updateOrder()) {
      case SIMULTANEOUS -> {
        learnDiscriminator(step, logged);
        learnGenerator(step, logged);
        discriminatorOptimizer.update();
        generatorOptimizer.update();
      }
      case D_THEN_G -> {
        learnDiscriminator(step, logged);
        discriminatorOptimizer.update();
        learnGenerator(step, logged);
        generatorOptimizer.update();
      }
      case G_THEN_D -> {
        learnGenerator(step, logged);
        generatorOptimizer.update();
        learnDiscriminator(step, logged);
        discriminatorOptimizer.update();
      }
      case ALTERNATING -> throw new IllegalStateException("alternating draws its own batches");
    }
  }

  /** Makes one of D's own updates of a step in which the players alternate. */
  void moveDiscriminator(int step, int k, boolean logged) {
    int update = step * gan.discriminatorSteps() + k;
    boolean last = k == gan.discriminatorSteps() - 1;
    drawBatch(update, step);
    graph.generate.run();
    judgeBoth(update, step);
    learnDiscriminator(step, logged && last);
    discriminatorOptimizer.update();
  }

  /** Makes G's own update of a step in which the players alternate. */
  void moveGenerator(int step, boolean logged) {
    batches.labels(Stream.LABEL, step);
    graph.drawNoise(batches, Stream.GENERATOR_NOISE, step);
    graph.generate.run();
    perturb(Stream.INSTANCE_NOISE_GENERATOR, step, step);
    judgeFake();
    learnGenerator(step, logged);
    generatorOptimizer.update();
  }

  private void drawBatch(int update, int step) {
    batches.real(Stream.DATA, Stream.INSTANCE_NOISE_REAL, update, deviations(step), graph.realRows);
    graph.drawNoise(batches, Stream.NOISE, update);
  }

  private double[] deviations(int step) {
    return gans.stream().mapToDouble(it -> it.instanceNoise().at(step)).toArray();
  }

  private void perturb(Stream stream, int update, int step) {
    if (graph.perturbation != null) {
      batches.instanceNoise(stream, update, deviations(step), graph.perturbation);
    }
  }

  private void judgeBoth(int update, int step) {
    perturb(Stream.INSTANCE_NOISE_FAKE, update, step);
    graph.judgeBoth.run();
    real.read(graph.bothLogits, 0);
    fake.read(graph.bothLogits, rows);
    for (int index = 0; index < trials.size(); index++) {
      batches.targets(index, update, /* ofReal= */ true, real.targets(index));
      batches.targets(index, update, /* ofReal= */ false, fake.targets(index));
    }
  }

  private void judgeFake() {
    graph.judgeFake.run();
    fake.read(graph.fakeLogits, 0);
  }

  private void learnDiscriminator(int step, boolean logged) {
    real.writeDiscriminatorGradient(graph.ofBothLogits, 0);
    fake.writeDiscriminatorGradient(graph.ofBothLogits, rows);
    graph.learnBoth.run();
    noteSaturation(real, step, 0);
    noteSaturation(fake, step, 1);
    boolean mixed = gan.loss().flip() > 0;
    if (mixed || gan.loss().realLabel() != 1) {
      noteSaturation(real, step, 1);
    }
    if (mixed || gan.loss().fakeLabel() != 0) {
      noteSaturation(fake, step, 0);
    }
    if (logged) {
      float[] norm = norms(discriminatorNorms);
      for (int index = 0; index < trials.size(); index++) {
        StepFigures.Outputs ofReal = real.figures(index);
        logs.get(index)
            .logDiscriminator(
                ofReal,
                fake.figures(index),
                discriminatorOptimizer.learningRate(index),
                norm[index]);
      }
    }
  }

  private void learnGenerator(int step, boolean logged) {
    fake.writeGeneratorGradient(graph.ofFakeLogits);
    graph.learnRows.run();
    graph.learnGenerator.run();
    noteSaturation(fake, step, gan.loss().kind() == LossKind.NON_SATURATING ? 0 : 1);
    if (logged) {
      float[] norm = norms(generatorNorms);
      for (int index = 0; index < trials.size(); index++) {
        StepFigures.Outputs outputs = fake.figures(index);
        logs.get(index)
            .logGenerator(
                outputs.logits(),
                outputs.outputs(),
                generatorOptimizer.learningRate(index),
                norm[index]);
      }
    }
  }

  private float[] norms(Program program) {
    program.run();
    A read = arrays.precision().allocate(trials.size());
    arrays.precision().read(norms, 0, read);
    return arrays.precision().floats(read);
  }

  private void noteSaturation(HostLosses<A> half, int step, double limit) {
    if (!canSaturate) {
      return;
    }
    for (int index = 0; index < trials.size(); index++) {
      if (half.contains(index, limit)) {
        logs.get(index).saturate(step);
      }
    }
  }
}
