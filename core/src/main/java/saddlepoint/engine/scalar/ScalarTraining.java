// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.List;
import java.util.function.LongConsumer;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.training.Training;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.engine.training.TrialProgress;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/**
 * Trains one GAN while an observer looks on. Used once, by one thread.
 *
 * @param <A> an array of numbers
 */
final class ScalarTraining<A> {
  private final Trial trial;
  private final TrainingObserver observer;
  private final ScalarMachine<A> machine;

  ScalarTraining(Arithmetic<A> arithmetic, Trial trial, TrainingObserver observer) {
    this.trial = trial;
    this.observer = observer;
    machine = new ScalarMachine<>(arithmetic, trial.gan(), trial.randomSeed(), observer);
  }

  /** The generator as it is now. */
  ReferenceNetwork<A> generator() {
    return machine.network(Player.GENERATOR);
  }

  /** The discriminator as it is now. */
  ReferenceNetwork<A> discriminator() {
    return machine.network(Player.DISCRIMINATOR);
  }

  TrialResult train() {
    return train("scalar", steps -> {}, Checkpoints.NONE);
  }

  /**
   * Trains while a listener hears of the steps.
   *
   * @param engine the name that checkpoints have
   */
  TrialResult train(String engine, LongConsumer advanced, Checkpoints checkpoints) {
    observer.initial(generator().parameters(), discriminator().parameters());
    List<TrialProgress> trials = List.of(new TrialProgress(trial, trial.gan(), observer));
    return Training.run(engine, machine, trials, advanced, checkpoints).get(0);
  }
}
