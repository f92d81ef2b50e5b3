// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.sweep.Trial;

/** Trains {@link FiniteRecipe}; run by another class loader than the other tests. */
public final class FiniteTrainings {
  private static final int STEPS = 5;

  private FiniteTrainings() {}

  /** What became of it, in lines. */
  public static String text(String recipe) {
    Trial trial = EngineComparison.trials(recipe, STEPS).get(0);
    return trial.id()
        + " "
        + trial.cell().configId()
        + "\n"
        + firstRows(trial)
        + "\n"
        + EngineComparison.text(recipe);
  }

  /** The first columns of the first batches, each batch's in order, and their labels. */
  private static String firstRows(Trial trial) {
    List<String> drawn = new ArrayList<>();
    new ScalarEngine()
        .train(
            trial,
            new TrainingObserver() {
              @Override
              public void drawn(String phase, int step, String what, float[] values, int count) {
                if (what.equals("real") && step < 5) {
                  for (int i = 0; i < count; i += 2) {
                    drawn.add(Integer.toString((int) values[i]));
                  }
                }
              }
            });
    return "epochs "
        + new TreeSet<>(drawn.subList(0, 10)).size()
        + " "
        + new TreeSet<>(drawn.subList(10, 20)).size();
  }
}
