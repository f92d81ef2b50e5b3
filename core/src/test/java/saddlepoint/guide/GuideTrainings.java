// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/** Trains a recipe on two engines; run by another class loader than the other tests. */
public final class GuideTrainings {
  private GuideTrainings() {}

  /** What became of it, in lines. */
  public static String text(String recipe) {
    StringBuilder text = new StringBuilder();
    text.append("recipes ").append(Recipes.all().stream().map(Recipe::name).toList()).append('\n');
    Trial trial = Trials.of(recipe, Map.of("steps", 300, "pretrain", "both"));
    text.append(trial.gan().judge().distribution().orElseThrow()).append('\n');
    List<String> hashes = new ArrayList<>();
    for (String engine : List.of("scalar", "lanes")) {
      List<TrialResult> results = new ArrayList<>();
      Engines.get(engine).train(new Cohort(List.of(trial)), results::add);
      TrialResult result = results.get(0);
      text.append(engine).append(' ').append(result.outcome().kind()).append(' ');
      int last = result.history().length() - 1;
      for (Metric metric :
          List.of(Metric.WASSERSTEIN, Metric.WASSERSTEIN_FLOOR, Metric.JENSEN_SHANNON)) {
        text.append(metric).append('=').append(result.history().value(metric, last)).append(' ');
      }
      text.append('\n');
      hashes.add(Trials.hash(result.history()));
    }
    text.append(hashes.get(0).equals(hashes.get(1)) ? "equal bits" : hashes).append('\n');
    return text.toString();
  }
}
