// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.List;
import saddlepoint.engine.Engine;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/** The trials of one GAN that stands on the command line, for the engine that can be observed. */
public final class SingleGan {
  private SingleGan() {}

  /**
   * A trial for each random seed.
   *
   * @param assignments {@code key=value}
   * @throws ConfigurationException with everything that is wrong
   */
  public static List<Trial> trials(String recipe, List<String> assignments) {
    Engine engine = ObservableEngine.get();
    Sweep sweep = new SweepReader().read(recipe, assignments);
    Plan plan = sweep.plan(engine.arithmetic(), Numerics.VERSION);
    // First, so that nobody who adds the engine it needs is told to leave that out.
    if (plan.trials().stream().anyMatch(trial -> trial.gan().parallelism().isDataParallel())) {
      throw new ConfigurationException(
          "training=data-parallel",
          "a single GAN is trained by one worker of the engine "
              + engine.name()
              + "; put it into a sweep's file with `engine = graph`, or leave training out");
    }
    if (!sweep.engine().equals(Sweep.AUTO) && !sweep.engine().equals(engine.name())) {
      throw new ConfigurationException(
          "engine=" + sweep.engine(),
          "a single GAN is trained by the engine " + engine.name() + " only; leave engine out");
    }
    new EngineChoice(engine, "the one that can be observed", List.of()).ableTo(plan);
    return plan.trials();
  }
}
