// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.bench.BenchSystem;
import saddlepoint.recipe.Keys;
import saddlepoint.sweep.Cell;

/**
 * What one cell costs this build. Later builds load this class out of the jar that a night kept and
 * call it by types of Java alone, so its name, its constructor and what it takes and gives stay as
 * they are.
 *
 * <p>It takes {@code engine}, {@code recipe} and settings by key, as texts, and gives a function
 * from GAN steps of a cohort, at least 1, to nanoseconds of CPU time of the calling thread, without
 * evaluations.
 */
public final class SpeedKernel implements Function<Map<String, String>, LongUnaryOperator> {
  private static final String ENGINE = "engine";
  private static final String RECIPE = "recipe";

  /** For {@link Class#getConstructor}. */
  public SpeedKernel() {}

  /**
   * The function of a cell.
   *
   * @throws RuntimeException if this build does not know the engine, the recipe or a setting
   */
  @Override
  public LongUnaryOperator apply(Map<String, String> cell) {
    Map<String, String> settings = new TreeMap<>(cell);
    Engine engine = Engines.get(settings.remove(ENGINE));
    String recipe = settings.remove(RECIPE);
    int most = Integer.parseInt(settings.remove(Keys.STEPS.name()));
    settings.remove(Keys.PRETRAIN.name());
    BenchSystem system =
        new BenchSystem(
            recipe,
            recipe,
            settings.entrySet().stream().map(set -> set.getKey() + "=" + set.getValue()).toList());
    Map<Integer, Cohort> cohorts = new HashMap<>();
    return steps -> {
      long spent = 0;
      for (long left = steps; left > 0; left -= most) {
        Cohort cohort =
            cohorts.computeIfAbsent(
                (int) Math.min(left, most),
                some -> new Cohort(system.trials(engine.cohortSize(), some, engine.arithmetic())));
        spent += train(engine, cohort);
      }
      return spent;
    };
  }

  /** A cell as kernels take it. */
  static Map<String, String> describe(Cell cell, String engine) {
    Map<String, String> described = new TreeMap<>(cell.differences());
    described.put(ENGINE, engine);
    described.put(RECIPE, cell.recipe());
    described.put("preset", cell.preset());
    described.put(Keys.STEPS.name(), Integer.toString(cell.settings().get(Keys.STEPS)));
    return described;
  }

  /** Of training alone: what judges the first and the last step is as long as many steps are. */
  private static long train(Engine engine, Cohort cohort) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<TrialResult> results = new ArrayList<>();
    long before = threads.getCurrentThreadCpuTime();
    engine.train(cohort, results::add);
    long spent = threads.getCurrentThreadCpuTime() - before;
    double training = 0;
    double evaluating = 0;
    for (TrialResult result : results) {
      if (result.outcome().kind() == Outcome.Kind.FAILED) {
        throw new IllegalStateException(result.outcome().message());
      }
      training += result.trainMillis();
      evaluating += result.evaluateMillis();
    }
    return Math.round(spent * training / (training + evaluating));
  }
}
