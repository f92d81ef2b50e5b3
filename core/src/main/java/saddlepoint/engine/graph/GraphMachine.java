// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.training.BatchStreams;
import saddlepoint.engine.training.Move;
import saddlepoint.engine.training.Phase;
import saddlepoint.engine.training.ReplayBuffer;
import saddlepoint.engine.training.Schedule;
import saddlepoint.engine.training.StepFigures;
import saddlepoint.engine.training.StepLog;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.engine.training.WorkerMachine;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Auxiliary;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/**
 * The players of some trials of one shape, whose moves are those of {@code ScalarMachine}. A move
 * takes the same operations however many trials there are.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphMachine<A> implements WorkerMachine {
  /** Kinds of rows in D's update. */
  static final int KINDS = 2;

  static final int REAL = 0;
  static final int FAKE = 1;

  private final GraphArrays<A> arrays;
  private final List<Gan> gans = new ArrayList<>();
  private final Gan gan;
  private final int rows;
  private final HostBatches<A> batches;
  private final HostLosses<A> real;
  private final HostLosses<A> fakeOfDiscriminator;
  private final HostLosses<A> fakeOfGenerator;
  private final GraphStep<A> graph;
  private final GraphOptimizer<A> generatorOptimizer;
  private final GraphOptimizer<A> discriminatorOptimizer;
  private final GraphPretraining<A> pretraining;
  private final INDArray norms;
  private final Program generatorNorms;
  private final Program discriminatorNorms;
  private final Program clipping;

  /** [trials, G's parameters]; null where none is kept. */
  private final INDArray average;

  private final Program averaging = new Program();
  private final Map<Player, Program> remembering = new EnumMap<>(Player.class);
  private final Map<Player, Program> goingBack = new EnumMap<>(Player.class);

  /** Null where D is not penalized. */
  private final GraphPenalty<A> penalty;

  private int penalized;
  private HostLosses<A> fake;
  private GeneratedHalf<A> generated;

  /** One a trial; empty where none is kept. */
  private final List<ReplayBuffer<A>> replays = new ArrayList<>();

  /** BEGAN's k of each trial. */
  private final double[] balances;

  /**
   * A machine that records into arrays, which are closed with it.
   *
   * @param trials of one shape, at least one
   */
  private GraphMachine(GraphArrays<A> arrays, List<Trial> trials) {
    this.arrays = arrays;
    Precision<A> precision = arrays.precision();
    int[] randomSeeds = trials.stream().mapToInt(Trial::randomSeed).toArray();
    for (Trial trial : trials) {
      gans.add(trial.gan());
    }
    gan = gans.get(0);
    rows = gan.batch();
    batches = new HostBatches<>(precision, gans, randomSeeds);
    real = new HostLosses<>(precision, gans, rows);
    fakeOfDiscriminator = new HostLosses<>(precision, gans, rows);
    fakeOfGenerator =
        gan.generatorRows() == rows
            ? fakeOfDiscriminator
            : new HostLosses<>(precision, gans, gan.generatorRows());
    real.compareWith(fakeOfDiscriminator);
    fake = fakeOfDiscriminator;
    graph = new GraphStep<>(arrays, gans);
    generated = graph.ofDiscriminator;
    graph.generator.initialize(Player.GENERATOR, randomSeeds);
    graph.discriminator.initialize(Player.DISCRIMINATOR, randomSeeds);
    generatorOptimizer =
        new GraphOptimizer<>(
            arrays, gans.stream().map(Gan::generatorOptimizer).toList(), graph.generator);
    discriminatorOptimizer =
        new GraphOptimizer<>(
            arrays, gans.stream().map(Gan::discriminatorOptimizer).toList(), graph.discriminator);
    pretraining = new GraphPretraining<>(arrays, gans, batches, graph, real, fakeOfDiscriminator);
    penalty =
        gan.loss().penalty().isUsed()
            ? new GraphPenalty<>(
                arrays, gans, graph.discriminator, graph.realRows, graph.ofDiscriminator.seen)
            : null;
    if (gan.generatedRows().replay().isUsed()) {
      int columns = gan.source().columns();
      for (int trial = 0; trial < gans.size(); trial++) {
        replays.add(
            new ReplayBuffer<>(
                gans.get(trial),
                randomSeeds[trial],
                precision.allocate(gan.replayedNumbers()),
                precision.allocate(rows * columns)));
      }
    }
    norms = arrays.zeros(trials.size());
    balances = new double[trials.size()];
    generatorNorms = norms(graph.generator);
    discriminatorNorms = norms(graph.discriminator);
    clipping = clipping(graph.discriminator.values());
    average = gan.averagesGenerator() ? arrays.zeros(graph.generator.values().shape()) : null;
    if (average != null) {
      recordAverage(graph.generator.values());
    }
    if (Schedule.of(gan).goesBack()) {
      recordGoingBack(Player.GENERATOR, graph.generator.values());
      recordGoingBack(Player.DISCRIMINATOR, graph.discriminator.values());
    }
  }

  /**
   * Takes the arrays that a training needs, until it is closed.
   *
   * @param trials of one shape, at least one
   * @param limit bytes that the arrays may take
   * @throws GraphArrays.LimitException if they take more; nothing is kept
   */
  static <A> GraphMachine<A> of(Precision<A> precision, List<Trial> trials, long limit) {
    return of(new GraphArrays<>(precision, limit), trials);
  }

  static <A> GraphMachine<A> of(GraphArrays<A> arrays, List<Trial> trials) {
    try {
      return new GraphMachine<>(arrays, trials);
    } catch (RuntimeException | Error e) {
      arrays.close();
      throw e;
    }
  }

  /** Records what holds each trial's parameters within its own bound. */
  private Program clipping(INDArray parameters) {
    Program program = new Program();
    if (gan.loss().clipping().bound() > 0) {
      double[] bounds = gans.stream().mapToDouble(it -> it.loss().clipping().bound()).toArray();
      double[] least = Arrays.stream(bounds).map(bound -> -bound).toArray();
      program
          .add("maximum", parameters, parameters, numbers(least))
          .add("minimum", parameters, parameters, numbers(bounds));
    }
    return program;
  }

  private void recordAverage(INDArray parameters) {
    INDArray way = arrays.zeros(parameters.shape());
    double[] rests = gans.stream().mapToDouble(it -> 1 - it.generatorAverage()).toArray();
    averaging
        .add("subtract", way, parameters, average)
        .add("multiply", way, way, numbers(rests))
        .add("add", average, average, way);
  }

  private void recordGoingBack(Player player, INDArray parameters) {
    INDArray remembered = arrays.zeros(parameters.shape());
    remembering.put(player, new Program().add("identity", remembered, parameters));
    goingBack.put(player, new Program().add("identity", parameters, remembered));
  }

  /** A number of every trial, [trials, 1]. */
  private INDArray numbers(double[] numbers) {
    return arrays.of(arrays.precision().of(numbers), numbers.length, 1);
  }

  private Program norms(GraphNetwork<A> network) {
    return new Program().add("reduce_norm2", new long[] {1}, norms, network.gradients());
  }

  @Override
  public void drawFor(int worker) {
    batches.drawFor(worker);
  }

  private GraphOptimizer<A> optimizer(Player player) {
    return switch (player) {
      case GENERATOR -> generatorOptimizer;
      case DISCRIMINATOR -> discriminatorOptimizer;
    };
  }

  /** How many train. */
  int trials() {
    return gans.size();
  }

  @Override
  public void close() {
    arrays.close();
  }

  @Override
  public void look(Move move, int step) {
    switch (move.batch()) {
      case BOTH -> lookAtBoth(move, step);
      case GENERATED -> lookAtGenerated(move, step);
      case KEPT -> {}
    }
  }

  private void lookAtBoth(Move move, int step) {
    int update = move.update(step);
    BatchStreams streams = move.streams();
    boolean reachesGenerator = move.reaches(Player.GENERATOR);
    generated = graph.ofDiscriminator;
    fake = fakeOfDiscriminator;
    penalized = update;
    batches.real(streams.data(), streams.onReal(), update, deviations(step), graph.realRows);
    if (gan.loss().auxiliary().isUsed()) {
      copyLabels(real);
      batches.labels(streams.labels(), update, rows);
      copyLabels(fake);
    }
    generated.drawNoise(batches, streams.noise(), update);
    generated.drawMasks(batches.dropout(Player.GENERATOR, streams.dropout(), update, KINDS, FAKE));
    graph.onBoth.draw(
        batches.dropout(Player.DISCRIMINATOR, streams.dropout(), update, KINDS, REAL, FAKE));
    (reachesGenerator ? generated.generate : generated.generateForDiscriminator).run();
    if (!reachesGenerator) {
      replay(update);
    }
    perturb(streams.onGenerated(), update, step);
    judgeBoth(update);
    if (reachesGenerator) {
      generated.judging.draw(
          batches.dropout(Player.DISCRIMINATOR, streams.dropout(), update, KINDS, FAKE));
      // The rows have been looked at already, among both.
      generated.judging.moveStatistics(false);
      judgeFake();
      generated.judging.moveStatistics(true);
    }
  }

  /** Shows earlier rows in the place of some of those that G has made for D. */
  private void replay(int update) {
    Precision<A> precision = arrays.precision();
    int count = rows * gan.source().columns();
    for (int trial = 0; trial < replays.size(); trial++) {
      A made = precision.allocate(count);
      precision.read(generated.generated, trial * count, made);
      precision.write(replays.get(trial).show(made, update), generated.generated, trial * count);
    }
  }

  private void lookAtGenerated(Move move, int step) {
    int update = move.update(step);
    BatchStreams streams = move.streams();
    generated = graph.ofGenerator;
    fake = fakeOfGenerator;
    batches.labels(streams.labels(), update, gan.generatorRows());
    if (gan.loss().auxiliary().isUsed()) {
      copyLabels(fake);
    }
    generated.drawNoise(batches, streams.noise(), update);
    generated.drawMasks(batches.dropout(Player.GENERATOR, streams.dropout(), update, 1, 0));
    generated.judging.draw(batches.dropout(Player.DISCRIMINATOR, streams.dropout(), update, 1, 0));
    generated.generate.run();
    perturb(streams.onGenerated(), update, step);
    judgeFake();
  }

  private void copyLabels(HostLosses<A> of) {
    for (int trial = 0; trial < gans.size(); trial++) {
      batches.copyLabels(trial, of.labels(trial));
    }
  }

  private double[] deviations(int step) {
    return gans.stream().mapToDouble(it -> it.instanceNoise().at(step)).toArray();
  }

  private void perturb(Stream stream, int update, int step) {
    if (generated.perturbation != null) {
      batches.instanceNoise(stream, update, deviations(step), generated.perturbation);
    }
  }

  private void judgeBoth(int update) {
    graph.judgeBoth.run();
    real.read(graph.bothLogits, 0);
    fake.read(graph.bothLogits, rows);
    for (int index = 0; index < gans.size(); index++) {
      batches.targets(index, update, /* ofReal= */ true, real.targets(index));
      batches.targets(index, update, /* ofReal= */ false, fake.targets(index));
      if (gan.loss().isBalanced()) {
        Arrays.fill(fake.targets(index), (float) -balances[index]);
      }
    }
  }

  private void judgeFake() {
    generated.judge.run();
    fake.read(generated.logits, 0);
  }

  @Override
  public void learn(Player player, Move move) {
    switch (player) {
      case DISCRIMINATOR -> {
        real.writeDiscriminatorGradient(graph.ofBothLogits, 0, Auxiliary::realWeight);
        fake.writeDiscriminatorGradient(graph.ofBothLogits, rows, Auxiliary::fakeWeight);
        graph.learnBoth.run();
        if (penalty != null) {
          penalty.addGradients(batches, penalized);
        }
      }
      case GENERATOR -> {
        fake.writeGeneratorGradient(generated.ofLogits);
        generated.learnRows.run();
        generated.learnGenerator.run();
      }
    }
  }

  @Override
  public void fit(Player player, int update) {
    pretraining.fit(player, update);
  }

  @Override
  public void prepare(Player player) {
    optimizer(player).prepare();
  }

  @Override
  public void update(Player player) {
    optimizer(player).update();
    if (player == Player.DISCRIMINATOR && gan.loss().isBalanced()) {
      for (int index = 0; index < balances.length; index++) {
        balances[index] =
            gans.get(index)
                .loss()
                .balance()
                .next(balances[index], real.mean(index), fake.mean(index));
      }
    }
  }

  @Override
  public void remember(Player player) {
    remembering.get(player).run();
  }

  @Override
  public void goBack(Player player) {
    goingBack.get(player).run();
  }

  @Override
  public void clip() {
    clipping.run();
  }

  @Override
  public void average() {
    averaging.run();
  }

  @Override
  public void forget() {
    generatorOptimizer.reset();
    discriminatorOptimizer.reset();
    if (average != null) {
      average.assign(graph.generator.values());
    }
  }

  @Override
  public void tell(Player player, int step, List<? extends StepLog> logs) {
    GraphOptimizer<A> optimizer = optimizer(player);
    float[] norm =
        norms(
            switch (player) {
              case GENERATOR -> generatorNorms;
              case DISCRIMINATOR -> discriminatorNorms;
            });
    for (int index = 0; index < gans.size(); index++) {
      StepLog log = logs.get(index);
      double rate = optimizer.learningRate(index);
      StepFigures.Outputs ofFake = fake.figures(index);
      switch (player) {
        case DISCRIMINATOR -> {
          log.logDiscriminator(step, real.figures(index), ofFake, rate, norm[index]);
          if (penalty != null) {
            log.logPenalty(penalty.norms(index));
          }
        }
        case GENERATOR -> log.logGenerator(step, ofFake, rate, norm[index]);
      }
    }
  }

  private float[] norms(Program program) {
    program.run();
    A read = arrays.precision().allocate(gans.size());
    arrays.precision().read(norms, 0, read);
    return arrays.precision().floats(read);
  }

  @Override
  public void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs) {
    HostLosses<A> half = ofReal ? real : fake;
    for (int index = 0; index < gans.size(); index++) {
      if (half.contains(index, output)) {
        logs.get(index).saturate(step);
      }
    }
  }

  @Override
  public Snapshot snapshot(int trial, int step) {
    return new Snapshot(
        step, graph.generator.parameters(trial), graph.discriminator.parameters(trial));
  }

  @Override
  public Players players(int trial, int step) {
    return new GraphPlayers(gans.get(trial), snapshot(trial, step));
  }

  @Override
  public Players averaged(int trial, int step) {
    A read = arrays.precision().allocate(gan.generator().parameters());
    arrays.precision().read(average, trial * gan.generator().parameters(), read);
    float[] averaged = arrays.precision().floats(read);
    return new GraphPlayers(
        gans.get(trial), new Snapshot(step, averaged, graph.discriminator.parameters(trial)));
  }

  @Override
  public Device device() {
    return Backend.device();
  }

  @Override
  public TrainingState state(int trial) {
    TrainingState state = TrainingState.zeros(gan);
    copy(arrays.row(parameters(), trial), state.parameters());
    double[] moments = arrays.row(moments(), trial);
    copy(moments, state.moments());
    if (!replays.isEmpty()) {
      double[] kept = arrays.precision().doubles(replays.get(trial).rows());
      System.arraycopy(kept, 0, state.moments(), state.firstReplayed(gan), kept.length);
    }
    state.setBalance(gan, balances[trial]);
    return state;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  @Override
  public void resume(Phase phase, long turn, List<TrainingState> states) {
    if (graph.ofDiscriminator.perturbation != null && phase != Phase.GAME) {
      // Nothing is perturbed before the game, whatever this machine did last.
      graph.ofDiscriminator.perturbation.assign(0);
    }
    for (Player player : Player.values()) {
      optimizer(player).resume((int) states.get(0).updates(gan, phase, player, turn));
    }
    for (int trial = 0; trial < gans.size(); trial++) {
      arrays.setRow(parameters(), trial, states.get(trial).parameters());
      arrays.setRow(moments(), trial, states.get(trial).moments());
      balances[trial] = states.get(trial).balance(gan);
    }
    for (int trial = 0; trial < replays.size(); trial++) {
      resume(replays.get(trial), states.get(trial));
    }
  }

  @SuppressWarnings("SuspiciousSystemArraycopy")
  private void resume(ReplayBuffer<A> replay, TrainingState state) {
    int count = gan.replayedNumbers();
    int first = state.firstReplayed(gan);
    double[] kept = Arrays.copyOfRange(state.moments(), first, first + count);
    System.arraycopy(arrays.precision().of(kept), 0, replay.rows(), 0, count);
  }

  private List<INDArray> parameters() {
    return java.util.stream.Stream.of(
            graph.generator.values(), graph.discriminator.values(), average)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<INDArray> moments() {
    return java.util.stream.Stream.of(generatorOptimizer, discriminatorOptimizer)
        .flatMap(optimizer -> optimizer.states().stream())
        .toList();
  }
}
