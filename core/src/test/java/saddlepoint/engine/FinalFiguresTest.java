// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;

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
  void withoutMomentsAnotherDistanceIsMissed() {
    Gan gan = Trials.of("line", Map.of("data-law", "cauchy")).gan();
    History history = new History(1);
    history.add(0);
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.LOGGED) {
        history.set(metric, 0.5f);
      }
    }
    gan.judge()
        .judge(new float[] {0, Float.NaN}, null, 2)
        .forEach((metric, value) -> history.set(metric, value.floatValue()));
    assertThat(FinalFigures.of(gan, history).nonFinite())
        .containsExactly(Metric.KOLMOGOROV_SMIRNOV);
  }

  /** One figure that all samples have, or two of a mixture, stands for those that are NaN. */
  @ParameterizedTest
  @CsvSource({
    "gaussian, WASSERSTEIN",
    "curves, WASSERSTEIN",
    "dirac, WASSERSTEIN",
    "ring, MODES_COVERED HIGH_QUALITY_SHARE",
    "grid, MODES_COVERED HIGH_QUALITY_SHARE"
  })
  void samplesThatAreNotFiniteAreNamed(String recipe, String expected) {
    Gan gan = Trials.of(recipe, Map.of()).gan();
    float[] samples = new float[gan.source().columns()];
    samples[samples.length - 1] = Float.NaN;
    Map<Metric, Float> figures = new EnumMap<>(Metric.class);
    gan.judge()
        .judge(samples, new int[1], 1)
        .forEach((metric, value) -> figures.put(metric, value.floatValue()));

    assertThat(evaluated(recipe, figures).nonFinite())
        .extracting(Metric::name)
        .containsExactly(expected.split(" "));
  }
}
