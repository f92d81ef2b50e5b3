// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

/** Trains by an engine and by scalar; run by another class loader than the other tests. */
public final class EngineTrainings {
  private static final int STEPS = 300;
  private static final List<Metric> COMPARED =
      List.of(
          Metric.D_REAL,
          Metric.D_FAKE,
          Metric.D_SCORE,
          Metric.D_LOSS,
          Metric.G_LOSS,
          Metric.WASSERSTEIN);

  /** What the example's machine knows nothing of. */
  private static final Map<String, Object> REFUSED =
      Map.of(
          "weight-decay", 0.1,
          "gradient-clip", 0.1,
          "penalty", "r1",
          "real-label-width", 0.1,
          "label-flip", 0.1,
          "generator-label", 0.9,
          "generator.average", 0.9);

  private EngineTrainings() {}

  /** What became of it, in lines. */
  public static String text(String name) {
    Engine engine = Engines.get(name);
    StringBuilder text = new StringBuilder();
    int refused = 0;
    for (Recipe recipe : Recipes.all()) {
      refused += engine.refusal(Trials.of(recipe.name(), Map.of()).gan()).isEmpty() ? 0 : 1;
    }
    text.append("refuses ").append(refused).append(" of ").append(Recipes.all().size());
    text.append('\n').append(engine.refusal(Trials.of("gaussian", Map.of()).gan())).append('\n');
    REFUSED.forEach(
        (key, value) -> {
          if (engine
              .refusal(Trials.of("dirac", Map.of("loss", "non-saturating", key, value)).gan())
              .isEmpty()) {
            text.append("trains ").append(key).append('\n');
          }
        });
    for (UpdateOrder order : UpdateOrder.values()) {
      for (String loss : List.of("minimax", "non-saturating")) {
        Trial trial =
            Trials.of(
                "dirac",
                Map.of(
                    "steps", STEPS, "update-order", order.text(), "loss", loss, "data-mean", 0.5));
        TrialResult expected = train("scalar", trial);
        TrialResult found = train(name, trial);
        text.append(order.text()).append(' ').append(loss).append(' ');
        text.append(found.outcome().kind()).append(' ');
        double most = 0;
        for (Metric metric : COMPARED) {
          for (int row = 0; row < STEPS; row++) {
            float wanted = expected.history().value(metric, row);
            if (!Float.isNaN(wanted)) {
              most = Math.max(most, Math.abs(wanted - found.history().value(metric, row)));
            }
          }
        }
        text.append(most > 0 && most < 1e-5 ? "near" : "off by " + most).append('\n');
      }
    }
    return text.toString();
  }

  private static TrialResult train(String engine, Trial trial) {
    List<TrialResult> results = new ArrayList<>();
    Engines.get(engine).train(new Cohort(List.of(trial)), results::add);
    return results.get(0);
  }
}
