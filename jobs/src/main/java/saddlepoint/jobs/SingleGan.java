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
   * The trials of one GAN and who trains them.
   *
   * @param trials one for each random seed
   */
  public record Chosen(Engine engine, List<Trial> trials) {
    /** The trials are copied. */
    public Chosen {
      trials = List.copyOf(trials);
    }
  }

  /**
   * A trial for each random seed, for the engine that can be observed.
   *
   * @param assignments {@code key=value}
   * @throws ConfigurationException with everything that is wrong
   */
  public static List<Trial> trials(String recipe, List<String> assignments) {
    Engine engine = ObservableEngine.get();
    Sweep sweep = new SweepReader().read(recipe, assignments);
    EngineChoice choice = new EngineChoice(engine, "the one that can be observed", List.of());
    if (!sweep.engine().equals(Sweep.AUTO) && !sweep.engine().equals(engine.name())) {
      throw new ConfigurationException(
          "engine=" + sweep.engine(),
          "a trace is written by the engine " + engine.name() + " only; leave engine out");
    }
    return able(sweep, choice).trials();
  }

  /**
   * A trial for each random seed, for the engine that is asked for, else for the one that can be
   * observed, or the one for large networks where that would take too long.
   *
   * @param assignments {@code key=value}
   * @throws ConfigurationException with everything that is wrong
   */
  public static Chosen chosen(String recipe, List<String> assignments) {
    Sweep sweep = new SweepReader(EngineChoice.names()).read(recipe, assignments);
    EngineChoice choice =
        sweep.engine().equals(Sweep.AUTO)
            ? EngineChoice.ofOne()
            : EngineChoice.of("engine=" + sweep.engine(), sweep.engine());
    return able(sweep, choice);
  }

  private static Chosen able(Sweep sweep, EngineChoice choice) {
    EngineChoice.Able able = choice.ableTo(arithmetic -> plan(sweep, arithmetic));
    return new Chosen(able.choice().engine(), able.plan().trials());
  }

  private static Plan plan(Sweep sweep, String arithmetic) {
    Plan plan = sweep.plan(arithmetic, Numerics.VERSION);
    // First, so that nobody who adds the engine it needs is told to leave that out.
    if (plan.trials().stream().anyMatch(trial -> trial.gan().parallelism().isDataParallel())) {
      throw new ConfigurationException(
          "training=data-parallel",
          "a single GAN is trained by one worker; put it into a sweep's file with `engine = graph`,"
              + " or leave training out");
    }
    return plan;
  }
}
