// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.Locale;
import java.util.OptionalDouble;
import saddlepoint.metric.Band;
import saddlepoint.metric.BandFigures;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.LossKind;

/**
 * What a trial's result amounts to.
 *
 * @param verdict in one word
 * @param reason in one plain line
 * @param figures the final ones
 * @param band where the trial ended with respect to its equilibrium; NaN figures without history
 */
public record Judgement(Verdict verdict, String reason, FinalFigures figures, BandFigures band) {
  /** Judges a result by the equilibrium of its loss; least squares has V := -loss of D. */
  public static Judgement of(Gan gan, TrialResult result) {
    History history = result.history();
    boolean isLeastSquares = gan.loss().kind() == LossKind.LEAST_SQUARES;
    float[] score =
        isLeastSquares ? negated(history.values(Metric.D_LOSS)) : history.values(Metric.D_SCORE);
    BandFigures band =
        BandFigures.of(
            history.steps(),
            history.values(Metric.D_REAL),
            history.values(Metric.D_FAKE),
            score,
            Band.around(gan.loss().equilibrium()));
    FinalFigures figures = FinalFigures.of(gan, history);
    Verdict verdict = verdict(result.outcome().kind(), band);
    return new Judgement(verdict, reason(verdict, gan, result, figures, band), figures, band);
  }

  private static Verdict verdict(Outcome.Kind kind, BandFigures band) {
    return switch (kind) {
      case FAILED -> Verdict.FAILED;
      case TIMED_OUT -> Verdict.TIMED_OUT;
      case DIVERGED -> Verdict.DIVERGED;
      case COMPLETED -> band.inBand() ? Verdict.IN_BAND : Verdict.OUT_OF_BAND;
    };
  }

  private static String reason(
      Verdict verdict, Gan gan, TrialResult result, FinalFigures figures, BandFigures band) {
    Outcome outcome = result.outcome();
    return switch (verdict) {
      case FAILED -> oneLine(outcome.message());
      case TIMED_OUT ->
          "stopped by trial-timeout "
              + result.trial().recording().timeout().toMillis() / 1000.0
              + " s after "
              + outcome.step()
              + " of "
              + gan.steps()
              + " steps";
      case DIVERGED -> "a figure of step " + outcome.step() + " was not finite";
      case IN_BAND -> "in the band: " + describe(gan, band) + describeSamples(figures);
      case OUT_OF_BAND ->
          "outside the band: " + describe(gan, band) + against(gan) + describeSamples(figures);
    };
  }

  private static String describe(Gan gan, BandFigures band) {
    String score = gan.loss().kind() == LossKind.LEAST_SQUARES ? "-(D loss)" : "D score";
    return String.format(
        Locale.ROOT, "D(x) %.3f, D(G(z)) %.3f, %s %.3f", band.d1(), band.d2(), score, band.v());
  }

  private static String against(Gan gan) {
    Equilibrium at = gan.loss().equilibrium();
    if (!at.exists()) {
      return ", for a loss without equilibrium";
    }
    return String.format(
        Locale.ROOT, " against %.3f, %.3f, %.3f at the equilibrium", at.d1(), at.d2(), at.v());
  }

  private static String describeSamples(FinalFigures figures) {
    OptionalDouble distance = figures.get(Metric.WASSERSTEIN);
    if (distance.isEmpty()) {
      return "";
    }
    OptionalDouble floor = figures.get(Metric.WASSERSTEIN_FLOOR);
    return String.format(Locale.ROOT, "; W1 %.3f", distance.getAsDouble())
        + (floor.isEmpty() ? "" : String.format(Locale.ROOT, " (floor %.3f)", floor.getAsDouble()));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " | ");
  }

  private static float[] negated(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    return values;
  }
}
