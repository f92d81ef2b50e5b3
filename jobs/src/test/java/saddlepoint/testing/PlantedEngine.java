// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Trial;

/**
 * The scalar engine with a fault below the configuration: it says that it trains a trial, and
 * trains that with G's learning rate multiplied by the system property {@value #PROPERTY}. Without
 * the property nothing is wrong.
 */
public final class PlantedEngine implements Engine {
  /** Name of the system property. */
  public static final String PROPERTY = "saddlepoint.planted";

  private static final String KEY = "generator.learning-rate";

  private static Engine sound() {
    return Engines.get("scalar");
  }

  @Override
  public String name() {
    return "planted";
  }

  @Override
  public String arithmetic() {
    return sound().arithmetic();
  }

  @Override
  public int cohortSize() {
    return 1;
  }

  @Override
  public String refusal(Gan gan) {
    return sound().refusal(gan);
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    Map<String, Trial> meant = new HashMap<>();
    List<Trial> trained =
        cohort.trials().stream()
            .map(
                trial -> {
                  Trial other = faulty(trial);
                  meant.put(other.id(), trial);
                  return other;
                })
            .toList();
    sound()
        .train(
            new Cohort(trained),
            new TrialListener() {
              @Override
              public void advanced(long steps) {
                listener.advanced(steps);
              }

              @Override
              public void ended(TrialResult result) {
                listener.ended(
                    new TrialResult(
                        meant.get(result.trial().id()),
                        result.outcome(),
                        result.history(),
                        result.snapshots(),
                        result.saturatedStep(),
                        result.trainMillis(),
                        result.evaluateMillis(),
                        result.device()));
              }
            });
  }

  private static Trial faulty(Trial trial) {
    double factor = Double.parseDouble(System.getProperty(PROPERTY, "1"));
    if (factor == 1) {
      return trial;
    }
    Cell cell = trial.cell();
    Recipe recipe = Recipes.get(cell.recipe());
    double rate = ((Number) cell.settings().values().get(KEY)).doubleValue();
    return Trial.of(
        Cell.of(
            recipe, recipe.preset(cell.preset()), cell.settings().with(Map.of(KEY, factor * rate))),
        trial.randomSeed(),
        trial.arithmetic(),
        Numerics.VERSION,
        trial.recording());
  }
}
