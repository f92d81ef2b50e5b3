// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.Trials;
import saddlepoint.engine.Examination;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.DivergenceBound;
import saddlepoint.metric.KolmogorovSmirnov;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.sweep.Trial;

class LineDataTest {
  private static final int ROWS = 16_000;

  private static LineData data(DataLaw law, ModeWeights weights) {
    return new LineData(law, new DataLaw.Shape(2, 0.5, 1.5, weights));
  }

  private static float[] rows(Source data) {
    float[] rows = new float[ROWS];
    new Batches(2).real(data, Stream.DATA, 0, ROWS, rows, new int[0]);
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void rowsHaveTheLaw(DataLaw law) {
    for (ModeWeights weights : ModeWeights.values()) {
      LineData data = data(law, weights);
      float[] rows = rows(data);
      Arrays.sort(rows);
      // Kolmogorov's 99.9 % quantile.
      assertThat(KolmogorovSmirnov.distance(rows, data.distribution().orElseThrow()))
          .isLessThan(1.95 / Math.sqrt(ROWS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLeastAndGreatestDrawsAreFiniteAndMirrored(DataLaw law) {
    float[] out = new float[2];
    data(law, ModeWeights.EQUAL).fill(new float[] {0, 1 - 0x1p-23f}, 2, out, new int[0]);
    assertThat(out[0]).isFinite().isLessThan(0);
    assertThat((double) out[1] - 2).isCloseTo(2 - (double) out[0], offset(1e-6 * out[1]));
  }

  @ParameterizedTest
  @EnumSource
  void realRowsPassTheSharpTestAndMovedOnesDoNot(DataLaw law) {
    LineData data = data(law, ModeWeights.LINEAR);
    DivergenceBound right =
        DivergenceBound.of(data.cells().orElseThrow().of(rows(data), null, ROWS));
    assertThat(right.high()).isLessThan(VerdictLimit.DIVERGENCE.usual());
    Judge.KnownGap gap = data.knownGap().orElseThrow();
    DivergenceBound wrong =
        DivergenceBound.of(data.cells().orElseThrow().of(rows(gap.wrong()), null, ROWS));
    assertThat(wrong.estimate()).isCloseTo(gap.divergence(), offset(0.01));
  }

  @ParameterizedTest
  @EnumSource
  void theReferenceDiscriminatorFindsAKnownGap(DataLaw law) {
    LineData data = data(law, ModeWeights.EQUAL);
    assertThat(Examination.power(data).orElseThrow()).isCloseTo(1, offset(0.1));
  }

  @Test
  void theKnownGapOfANormalIsThatOfOneStandardDeviation() {
    assertThat(data(DataLaw.NORMAL, ModeWeights.EQUAL).knownGap().orElseThrow().divergence())
        .isCloseTo(0.111421, offset(1e-4));
  }

  @Test
  void momentsOfTwoModes() {
    LineData data = data(DataLaw.BIMODAL, ModeWeights.LINEAR);
    // Normal(0.5, 0.5) with a third and Normal(3.5, 0.5) with two.
    assertThat(data.means()[0]).isCloseTo(2.5, offset(1e-14));
    assertThat(data.meanSquares()[0]).isCloseTo(0.25 + (0.25 + 2 * 12.25) / 3, offset(1e-13));
    assertThat(data(DataLaw.CAUCHY, ModeWeights.EQUAL).means()).containsOnly(Double.NaN);
    assertThat(data(DataLaw.CAUCHY, ModeWeights.EQUAL).meanSquares()).containsOnly(Double.NaN);
  }

  @Test
  void withoutMomentsATrainingEndsWithoutTheFiguresThatNeedThem() {
    Trial trial = Trials.of("line", Map.of("data-law", "cauchy", "steps", 30));
    TrialResult result = Trials.train(trial);
    Judgement judgement = Judgement.of(trial.gan(), result);
    assertThat(judgement.verdict()).isNotIn(Verdict.DIVERGED, Verdict.FAILED);
    FinalFigures figures = FinalFigures.of(trial.gan(), result.history());
    assertThat(figures.nonFinite()).isEmpty();
    assertThat(figures.values())
        .containsKey(Metric.KOLMOGOROV_SMIRNOV)
        .doesNotContainKeys(
            Metric.WASSERSTEIN,
            Metric.WASSERSTEIN_FLOOR,
            Metric.STANDARD_DEVIATION_RATIO,
            Metric.GENERATOR_MOVED);
  }

  @Test
  void gIsFittedToQuantilesOfALawWithoutMomentsAndNotToMoments() {
    Map<String, Object> onTheLine =
        Map.of("data-law", "cauchy", "pretrain", "g", "pretrain-steps", 3, "steps", 3);
    assertThat(Trials.train(Trials.of("line", onTheLine)).outcome().message()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trials.of(
                    "line", Map.of("data-law", "cauchy", "pretrain", "g", "noise-dimension", 2)))
        .withMessage(
            "pretrain = g or both with noise-dimension = 2 fits G to the data's moments, and this"
                + " law has none; set noise-dimension = 1, or pretrain = none or d");
  }
}
