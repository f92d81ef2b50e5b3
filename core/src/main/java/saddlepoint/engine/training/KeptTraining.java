// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Continuation;
import saddlepoint.engine.Device;
import saddlepoint.provenance.Provenance;
import saddlepoint.sweep.CheckpointInterval;

/**
 * The checkpoints of trials that one machine trains together: goes on from the last one, and keeps
 * one whenever it is due. Used once, by one thread.
 */
final class KeptTraining {
  private final Checkpoints checkpoints;
  private final CheckpointInterval interval;
  private final CheckpointFormat format;
  private final Machine machine;
  private final List<TrialProgress> trials;
  private final Schedule schedule;
  private Continuation continuation = Continuation.NONE;
  private long latest = System.nanoTime();

  /**
   * The checkpoints of some trials.
   *
   * @param engine name of the one whose machine it is
   */
  KeptTraining(
      Checkpoints checkpoints, String engine, Machine machine, List<TrialProgress> trials) {
    this.checkpoints = checkpoints;
    this.machine = machine;
    this.trials = List.copyOf(trials);
    interval = checkpoints.interval();
    format = new CheckpointFormat(engine, trials.stream().map(TrialProgress::trial).toList());
    schedule = Schedule.of(trials.get(0).trial().gan());
  }

  /** Puts machine and trials where the last checkpoint has them, if there is one. */
  Optional<Checkpoint> goOn() {
    Optional<Checkpoint> found =
        interval.keeps() ? checkpoints.last(format.training(), format::read) : Optional.empty();
    found.ifPresent(
        checkpoint -> {
          machine.resume(
              Phase.GAME,
              checkpoint.turns(),
              checkpoint.trials().stream().map(Checkpoint.OfTrial::state).toList());
          for (int index = 0; index < trials.size(); index++) {
            trials.get(index).goOn(checkpoint.trials().get(index).record());
          }
          continuation = new Continuation(schedule.step(checkpoint.turns()), checkpoint.trainers());
        });
    return found;
  }

  /** Where the training went on. */
  Continuation continuation() {
    return continuation;
  }

  /** Whether nobody waits for the training any more. */
  boolean isGivenUp() {
    return checkpoints.isGivenUp();
  }

  /** Whether any are kept. */
  boolean keeps() {
    return interval.keeps();
  }

  /** Whether to keep a checkpoint now. */
  boolean isDue(long turns) {
    return interval.isOfTime()
        ? System.nanoTime() - latest >= interval.time().toNanos()
        : interval.keeps() && schedule.step(turns) % interval.steps() == 0;
  }

  /**
   * Keeps a checkpoint.
   *
   * @param turns of the game that are done, to the end of a step
   * @param nanos that the training took up to now
   */
  void keep(long turns, long nanos) {
    List<String> trainers =
        Stream.concat(continuation.trainers().stream(), Stream.of(trainer())).distinct().toList();
    checkpoints.save(
        format.training(),
        schedule.step(turns),
        out ->
            format.write(
                out,
                turns,
                nanos,
                trainers,
                trial -> new Checkpoint.OfTrial(machine.state(trial), trials.get(trial).record())));
    latest = System.nanoTime();
  }

  /** What decides the bits besides the trial, where anything does. */
  private String trainer() {
    Provenance here = Provenance.here();
    Device device = machine.device();
    return String.join(
        ", ", here.codeVersion(), device.backend(), device.device(), here.processor());
  }
}
