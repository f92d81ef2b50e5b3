// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.scalar.StepFigures;
import saddlepoint.engine.scalar.StepLog;
import saddlepoint.numerics.Subnormals;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

/**
 * One of the workers that train a GAN together: sees its own rows of every batch and makes rounds
 * of updates from states that it is given. It keeps nothing from one round to the next but its
 * memory, so any worker can do any other's round. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
public final class DataParallelWorker<A> implements AutoCloseable {
  private final Precision<A> precision;
  private final Gan gan;
  private final Trial trial;
  private final GraphTraining<A> training;
  private final Log log = new Log();

  /** What comes of a worker's round. */
  public record Result(PlayerState state, WorkerFigures figures) {}

  /**
   * A worker.
   *
   * @param training of the trial alone; closed with the worker
   */
  DataParallelWorker(Precision<A> precision, Trial trial, GraphTraining<A> training) {
    this.precision = precision;
    this.trial = trial;
    this.training = training;
    gan = trial.gan();
    training.tell(log);
  }

  /**
   * A worker that trains in single precision, with memory of its own until it is closed.
   *
   * @throws IllegalStateException if ND4J cannot be used here, or has too little memory left
   */
  public static DataParallelWorker<?> of(Trial trial) {
    Backend.require();
    return new DataParallelWorker<>(Precision.SINGLE, trial, GraphEngine.fitting(List.of(trial)));
  }

  /**
   * Makes the updates of a round, from a state that all workers begin with.
   *
   * @param worker whose rows are seen: from 0 on, less than the trial's workers
   */
  public Result run(int worker, Round round, PlayerState from) {
    Subnormals.requireKept();
    training.drawFor(worker);
    write(round, from);
    log.clear();
    for (long update = round.from(); update < round.to(); update++) {
      update(round.phase(), update);
    }
    WorkerFigures figures =
        new WorkerFigures(worker, log.ofDiscriminator, log.ofGenerator, log.saturatedStep);
    return new Result(read(), figures);
  }

  private void update(Round.Phase phase, long update) {
    switch (phase) {
      case DISCRIMINATOR_PRETRAINING -> {
        training.pretraining().fitDiscriminator((int) update);
        training.optimizer(Player.DISCRIMINATOR).update();
      }
      case GENERATOR_PRETRAINING -> {
        training.pretraining().fitGenerator((int) update);
        training.optimizer(Player.GENERATOR).update();
      }
      case GAME -> {
        int each = Round.updatesPerStep(gan);
        move((int) (update / each), (int) (update % each));
      }
    }
  }

  /** Makes one of a step's updates. */
  private void move(int step, int part) {
    boolean logged = trial.recording().logs(step, gan.steps());
    log.step = step;
    if (gan.updateOrder() != UpdateOrder.ALTERNATING) {
      training.step(step, logged);
    } else if (part < gan.discriminatorSteps()) {
      training.moveDiscriminator(step, part, logged);
    } else {
      training.moveGenerator(step, logged);
    }
  }

  private void write(Round round, PlayerState from) {
    INDArray perturbation = training.graph().perturbation;
    if (perturbation != null && round.phase() != Round.Phase.GAME) {
      // Nothing is perturbed before the game, whatever this worker did last.
      perturbation.assign(0);
    }
    training.optimizer(Player.GENERATOR).resume(round.generatorUpdates(gan));
    training.optimizer(Player.DISCRIMINATOR).resume(round.discriminatorUpdates(gan));
    scatter(from.parameters(), parameters());
    scatter(from.optimizers(), optimizers());
  }

  private PlayerState read() {
    return new PlayerState(gather(parameters()), gather(optimizers()));
  }

  private List<INDArray> parameters() {
    return List.of(training.graph().generator.values(), training.graph().discriminator.values());
  }

  private List<INDArray> optimizers() {
    List<INDArray> states = new ArrayList<>(training.optimizer(Player.GENERATOR).states());
    states.addAll(training.optimizer(Player.DISCRIMINATOR).states());
    return states;
  }

  private void scatter(double[] from, List<INDArray> to) {
    int at = 0;
    for (INDArray array : to) {
      double[] part = new double[(int) array.length()];
      System.arraycopy(from, at, part, 0, part.length);
      precision.write(precision.of(part), array, 0);
      at += part.length;
    }
  }

  private double[] gather(List<INDArray> from) {
    double[] all = new double[(int) from.stream().mapToLong(INDArray::length).sum()];
    int at = 0;
    for (INDArray array : from) {
      A part = precision.allocate((int) array.length());
      precision.read(array, 0, part);
      System.arraycopy(precision.doubles(part), 0, all, at, (int) array.length());
      at += (int) array.length();
    }
    return all;
  }

  @Override
  public void close() {
    training.close();
  }

  /** Keeps the figures of a round. */
  private static final class Log implements StepLog {
    private final List<WorkerFigures.OfDiscriminator> ofDiscriminator = new ArrayList<>();
    private final List<WorkerFigures.OfGenerator> ofGenerator = new ArrayList<>();
    private int saturatedStep;
    private int step;

    void clear() {
      ofDiscriminator.clear();
      ofGenerator.clear();
      saturatedStep = -1;
    }

    @Override
    public void logDiscriminator(
        StepFigures.Outputs real, StepFigures.Outputs fake, double learningRate, double norm) {
      ofDiscriminator.add(
          new WorkerFigures.OfDiscriminator(step, copy(real), copy(fake), learningRate, norm));
    }

    @Override
    public void logGenerator(float[] logits, float[] outputs, double learningRate, double norm) {
      StepFigures.Outputs fake = new StepFigures.Outputs(logits, outputs, new float[0]);
      ofGenerator.add(new WorkerFigures.OfGenerator(step, copy(fake), learningRate, norm));
    }

    @Override
    public void saturate(int at) {
      if (saturatedStep < 0) {
        saturatedStep = at;
      }
    }

    /** The next step overwrites them. */
    private static StepFigures.Outputs copy(StepFigures.Outputs of) {
      return new StepFigures.Outputs(
          of.logits().clone(), of.outputs().clone(), of.targets().clone());
    }
  }
}
