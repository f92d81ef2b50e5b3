// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.DivergenceBound;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.SwissRoll;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;

class SwissRollDataTest {
  private static final int ROWS = 16_000;
  private static final double DEVIATION = 0.25 / 7.5;
  private static final SwissRollData DATA =
      new SwissRollData(new SwissRoll(0.6 * Math.PI, DEVIATION));

  private static float[] rows(Source data, int rows) {
    float[] out = new float[2 * rows];
    new Batches(2).real(data, Stream.DATA, 0, rows, out, new int[0]);
    return out;
  }

  private static SampleMatch match(Map<Metric, Double> figures) {
    return SampleMatch.of(figures, DATA.yardstick(), VerdictLimits.USUAL);
  }

  @Test
  void theRecipeHasThePublishedData() {
    Recipe recipe = Recipes.get("swiss-roll");
    assertThat(recipe.gan(recipe.presets().get(0).settings()).source()).isEqualTo(DATA);
  }

  @Test
  void momentsAreThoseOfTheRows() {
    float[] rows = rows(DATA, ROWS);
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      double square = 0;
      for (int row = 0; row < ROWS; row++) {
        mean += rows[2 * row + j] / (double) ROWS;
        square += (double) rows[2 * row + j] * rows[2 * row + j] / ROWS;
      }
      // Four standard deviations, of a coordinate whose own are under 1 and 1.3.
      assertThat(DATA.means()[j]).isCloseTo(mean, offset(4 / Math.sqrt(ROWS)));
      assertThat(DATA.meanSquares()[j]).isCloseTo(square, offset(4 * 1.3 / Math.sqrt(ROWS)));
    }
  }

  /** Integrals of t cos t and t sin t from 1.5 pi to 4.5 pi, over 3 pi and 7.5. */
  @Test
  void meansAreTheIntegrals() {
    double x = 4.5 * Math.PI + 1.5 * Math.PI;
    assertThat(DATA.means()[0]).isCloseTo(x / (3 * Math.PI) / 7.5, within(1e-6));
    assertThat(DATA.means()[1]).isCloseTo(2 / (3 * Math.PI) / 7.5, within(1e-6));
  }

  @Test
  void realRowsAreJudgedAsWhatTheyAre() {
    Map<Metric, Double> figures = DATA.judge(rows(DATA, 4000), null, 4000);
    assertThat(figures)
        .containsOnlyKeys(
            Metric.WASSERSTEIN,
            Metric.WASSERSTEIN_FLOOR,
            Metric.RESIDUAL,
            Metric.BIN_COVERAGE,
            Metric.JENSEN_SHANNON,
            Metric.HIGH_QUALITY_SHARE);
    // E|n| of a normal; the deviation of the mean is .0003.
    assertThat(figures.get(Metric.RESIDUAL))
        .isCloseTo(DEVIATION * Math.sqrt(2 / Math.PI), offset(0.0013));
    assertThat(figures.get(Metric.HIGH_QUALITY_SHARE)).isCloseTo(0.9973, offset(0.004));
    assertThat(figures.get(Metric.BIN_COVERAGE)).isEqualTo(1);
    assertThat(figures.get(Metric.JENSEN_SHANNON)).isLessThan(0.003);
    assertThat(figures.get(Metric.WASSERSTEIN))
        .isLessThan(4 * figures.get(Metric.WASSERSTEIN_FLOOR))
        .isLessThan(0.05);
    assertThat(match(figures).matches()).isTrue();
  }

  @Test
  void aHalfOfTheRollAndANoiseThatIsTooWideDoNotMatch() {
    Map<Metric, Double> half =
        DATA.judge(rows(DATA.knownGap().orElseThrow().wrong(), 4000), null, 4000);
    assertThat(half.get(Metric.BIN_COVERAGE)).isCloseTo(0.5, offset(0.051));
    assertThat(half.get(Metric.HIGH_QUALITY_SHARE)).isGreaterThan(0.99);
    assertThat(half.get(Metric.WASSERSTEIN)).isGreaterThan(0.1);
    assertThat(match(half).misses()).anyMatch(miss -> miss.startsWith("JSD"));

    Source wide = new SwissRollData(new SwissRoll(0.6 * Math.PI, 3 * DEVIATION));
    Map<Metric, Double> blurred = DATA.judge(rows(wide, 4000), null, 4000);
    assertThat(blurred.get(Metric.BIN_COVERAGE)).isEqualTo(1);
    // Within one of its own standard deviations.
    assertThat(blurred.get(Metric.HIGH_QUALITY_SHARE)).isCloseTo(0.6827, offset(0.03));
    assertThat(match(blurred).misses()).anyMatch(miss -> miss.startsWith("high-quality share"));

    Map<Metric, Double> point = DATA.judge(new float[2 * 4000], null, 4000);
    assertThat(match(point).collapses()).containsExactly("5 % of the bins covered");
  }

  @Test
  void theSharpTestLetsRealRowsPass() {
    CellCounts.Cells cells = DATA.cells().orElseThrow();
    DivergenceBound right = DivergenceBound.of(cells.of(rows(DATA, ROWS), null, ROWS));
    assertThat(right.estimate()).isCloseTo(0, offset(0.001));
    assertThat(right.high()).isLessThan(VerdictLimit.DIVERGENCE.usual());
    Judge.KnownGap gap = DATA.knownGap().orElseThrow();
    DivergenceBound wrong = DivergenceBound.of(cells.of(rows(gap.wrong(), ROWS), null, ROWS));
    assertThat(wrong.estimate()).isCloseTo(gap.divergence(), offset(0.01));
  }
}
