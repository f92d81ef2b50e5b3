// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.Device;
import saddlepoint.numerics.Subnormals;
import saddlepoint.sweep.Trial;

/**
 * One of the workers that train a GAN together: sees its own rows of every batch and makes rounds
 * of turns from states that it is given. It keeps nothing from one round to the next but its
 * memory, so any worker can do any other's round. Not thread safe.
 */
public final class Worker implements AutoCloseable {
  private final WorkerMachine machine;
  private final MachineRounds rounds;
  private final Log log = new Log();

  /** What comes of a worker's round. */
  public record Result(TrainingState state, WorkerFigures figures) {}

  /**
   * A worker.
   *
   * @param machine of the trial alone; closed with the worker
   */
  public Worker(Trial trial, WorkerMachine machine) {
    this.machine = machine;
    rounds = new MachineRounds(machine, trial.gan(), trial.recording(), List.of(log));
  }

  /**
   * Makes the turns of a round, from a state that all workers begin with.
   *
   * @param worker whose rows are seen: from 0 on, less than the trial's workers
   */
  public Result run(int worker, Round round, TrainingState from) {
    Subnormals.requireKept();
    machine.drawFor(worker);
    machine.resume(round.phase(), round.from(), List.of(from));
    log.clear();
    rounds.make(round.phase(), round.from(), round.to(), Rounds.Steps.UNHEARD);
    WorkerFigures figures =
        new WorkerFigures(
            worker, log.ofDiscriminator, log.ofPenalty, log.ofGenerator, log.saturatedStep);
    return new Result(machine.state(0), figures);
  }

  /** What its machine computes on. */
  Device device() {
    return machine.device();
  }

  @Override
  public void close() {
    machine.close();
  }

  /** Keeps the figures of a round. */
  private static final class Log implements StepLog {
    private final List<WorkerFigures.OfDiscriminator> ofDiscriminator = new ArrayList<>();
    private final List<float[]> ofPenalty = new ArrayList<>();
    private final List<WorkerFigures.OfGenerator> ofGenerator = new ArrayList<>();
    private int saturatedStep;

    void clear() {
      ofDiscriminator.clear();
      ofPenalty.clear();
      ofGenerator.clear();
      saturatedStep = -1;
    }

    @Override
    public void logDiscriminator(
        int step,
        StepFigures.Outputs real,
        StepFigures.Outputs fake,
        double learningRate,
        double norm) {
      ofDiscriminator.add(
          new WorkerFigures.OfDiscriminator(step, copy(real), copy(fake), learningRate, norm));
    }

    @Override
    public void logPenalty(float[] norms) {
      ofPenalty.add(norms.clone());
    }

    @Override
    public void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm) {
      ofGenerator.add(new WorkerFigures.OfGenerator(step, copy(fake), learningRate, norm));
    }

    @Override
    public void saturate(int step) {
      if (saturatedStep < 0) {
        saturatedStep = step;
      }
    }

    /** The next step overwrites them. */
    private static StepFigures.Outputs copy(StepFigures.Outputs of) {
      return new StepFigures.Outputs(
          of.logits().clone(),
          of.outputs().clone(),
          of.targets().clone(),
          of.othersBehind().clone());
    }
  }
}
