// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class JudgementTest {
  private static final float LOG_QUARTER = (float) Math.log(0.25);

  @Test
  void leastSquaresIsJudgedByItsLossAndHasNoScore() {
    Trial trial = trial("loss = least-squares");

    Judgement judgement = judge(trial, resting(0.5f, 0.5f, Float.NaN), Outcome.completed(19));

    assertThat(judgement.verdict()).isEqualTo(Verdict.FALSE_EQUILIBRIUM);
    assertThat(judgement.reason()).startsWith("in the band; W1 0.410 = 0.82 sd, limit 0.32; ");
    assertThat(judgement.band().v()).isCloseTo(-0.25, within(1e-7));
    assertThat(judgement.figures().values()).doesNotContainKey(Metric.D_SCORE);
    assertThat(judgement.figures().nonFinite()).doesNotContain(Metric.D_SCORE);
  }

  @Test
  void theWaysNotToGetToTheEndAreVerdictsOfTheirOwn() {
    History history = resting(0.5f, 0.5f, LOG_QUARTER);
    Trial trial = trial("trial-timeout = 1500ms", "steps = 20");

    Judgement failed = judge(trial, new History(0), Outcome.failed(new Error("no\n memory")));
    Judgement timedOut = judge(trial, history, Outcome.timedOut(12));
    Judgement diverged = judge(trial, history, Outcome.diverged(7));

    assertThat(List.of(failed.verdict(), timedOut.verdict(), diverged.verdict()))
        .containsExactly(Verdict.FAILED, Verdict.TIMED_OUT, Verdict.DIVERGED);
    assertThat(failed.reason()).isEqualTo("java.lang.Error: no | memory");
    assertThat(failed.figures().values()).isEmpty();
    assertThat(timedOut.reason()).isEqualTo("stopped by trial-timeout 1.5 s after 12 of 20 steps");
    assertThat(diverged.reason()).isEqualTo("a figure of step 7 was not finite");
  }

  @Test
  void finalFiguresAreMeansOverTheWindowAndTheLastEvaluation() {
    History history = new History(60);
    for (int step = 0; step < 60; step++) {
      history.add(step);
      history.set(Metric.D_REAL, step);
      if (step == 10 || step == 50) {
        history.set(Metric.WASSERSTEIN, step);
      }
    }

    FinalFigures figures = FinalFigures.of(trial().gan(), history);

    // The last fifth of 60 logged steps: 48 to 59.
    assertThat(figures.get(Metric.D_REAL).orElseThrow()).isCloseTo(53.5, within(1e-12));
    assertThat(figures.get(Metric.WASSERSTEIN)).hasValue(50);
    assertThat(figures.get(Metric.RESIDUAL)).isEmpty();
    assertThat(figures.nonFinite()).doesNotContain(Metric.RESIDUAL);
  }

  @Test
  void figuresThatWereExpectedButNotFiniteAreNamed() {
    History history = resting(0.5f, Float.NaN, Float.NEGATIVE_INFINITY);
    history.set(Metric.WASSERSTEIN, Float.NaN);
    history.set(Metric.SAMPLE_KURTOSIS, Float.POSITIVE_INFINITY);

    FinalFigures figures = FinalFigures.of(trial().gan(), history);

    assertThat(figures.nonFinite())
        .contains(Metric.D_FAKE, Metric.D_SCORE, Metric.WASSERSTEIN, Metric.SAMPLE_KURTOSIS)
        .doesNotContain(Metric.D_REAL, Metric.RESIDUAL);
    assertThat(figures.values()).doesNotContainKey(Metric.D_FAKE).containsKey(Metric.D_REAL);
  }

  /** Twenty logged steps with the same figures, and an evaluation at the end. */
  private static History resting(float real, float fake, float score) {
    History history = new History(20);
    for (int step = 0; step < 20; step++) {
      history.add(step);
      history.set(Metric.D_REAL, real);
      history.set(Metric.D_FAKE, fake);
      history.set(Metric.D_SCORE, score);
      history.set(Metric.D_LOSS, 0.25f);
    }
    history.set(Metric.WASSERSTEIN, 0.41f);
    history.set(Metric.WASSERSTEIN_FLOOR, 0.01f);
    return history;
  }

  private static Judgement judge(Trial trial, History history, Outcome outcome) {
    Gan gan = trial.gan();
    return Judgement.of(
        gan, new TrialResult(trial, outcome, history, List.of(), -1, 0, 0, Device.JVM));
  }

  private static Trial trial(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    return new SweepReader().read("gaussian", all).plan("float32", 1).trials().get(0);
  }
}
