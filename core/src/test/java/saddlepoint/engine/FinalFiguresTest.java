// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.metric.Metric;

class FinalFiguresTest {
  private static FinalFigures evaluated(String recipe, Map<Metric, Float> figures) {
    History history = new History(1);
    history.add(0);
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED) {
        history.set(metric, 1);
      }
    }
    figures.forEach(history::set);
    return FinalFigures.of(Trials.of(recipe, Map.of()).gan(), history);
  }

  @Test
  void aMixtureHasNoDistanceToMiss() {
    FinalFigures figures =
        evaluated(
            "ring",
            Map.of(
                Metric.MODES_COVERED, 7f,
                Metric.HIGH_QUALITY_SHARE, 0.5f,
                Metric.JENSEN_SHANNON, 0.25f));
    assertThat(figures.nonFinite()).isEmpty();
    assertThat(figures.get(Metric.MODES_COVERED)).hasValue(7);
    assertThat(figures.get(Metric.HIGH_QUALITY_SHARE)).hasValue(0.5);
    assertThat(figures.get(Metric.JENSEN_SHANNON)).hasValue(0.25);
    assertThat(figures.get(Metric.WASSERSTEIN)).isEmpty();
  }

  @Test
  void samplesOfAMixtureThatAreNotFiniteAreNamed() {
    History history = new History(1);
    history.add(0);
    Map<Metric, Double> judged =
        Trials.of("grid", Map.of()).gan().data().judge(new float[] {0, Float.NaN}, null, 1);
    judged.forEach((metric, value) -> history.set(metric, value.floatValue()));
    // What the players' own outputs were is another matter.
    history.set(Metric.D_REAL, 0.5f);

    FinalFigures figures = FinalFigures.of(Trials.of("grid", Map.of()).gan(), history);

    assertThat(figures.nonFinite())
        .filteredOn(metric -> metric.kind() == Metric.Kind.EVALUATED)
        .isEmpty();
  }
}
