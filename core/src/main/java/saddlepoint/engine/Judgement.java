// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import saddlepoint.metric.Band;
import saddlepoint.metric.BandFigures;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.ImageGrade;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.metric.Window;
import saddlepoint.recipe.DiscriminatorMeaning;
import saddlepoint.recipe.Gan;

/**
 * What a trial's result amounts to; docs/verdicts.md tells the rules.
 *
 * @param verdict the first rule that applies
 * @param reason in one plain line
 * @param figures the final ones
 * @param band where the trial ended with respect to its equilibrium; NaN figures without history
 * @param match how the samples compare with the data
 * @param vanishing whether G's gradient stayed under a limit while the samples did not match
 */
public record Judgement(
    Verdict verdict,
    String reason,
    FinalFigures figures,
    BandFigures band,
    SampleMatch match,
    boolean vanishing) {
  /**
   * Version of the rules, in every row: 1 had one test of the samples, loose; 2 has a sharp one
   * beside it, tells exploded figures, and a generator that has not moved from one that collapsed;
   * 3 grades images by a classifier of real ones.
   */
  public static final int RULES = 3;

  /** Judges a result by the equilibrium of its loss and its trial's limits. */
  public static Judgement of(Gan gan, TrialResult result) {
    return of(gan, result, result.trial().recording().judging().limits());
  }

  /** Judges a result by other limits than its trial's. */
  public static Judgement of(Gan gan, TrialResult result, VerdictLimits limits) {
    History history = result.history();
    BandFigures band = band(gan, history, limits);
    FinalFigures figures = FinalFigures.of(gan, history);
    SampleMatch match = SampleMatch.of(figures.values(), gan.judge().yardstick(), limits);
    Outcome.Kind kind = result.outcome().kind();
    Optional<String> explosion =
        kind == Outcome.Kind.COMPLETED ? Explosion.in(figures, limits) : Optional.empty();
    Optional<ImageGrade> grade =
        kind == Outcome.Kind.COMPLETED && explosion.isEmpty()
            ? gan.judge()
                .yardstick()
                .images()
                .flatMap(it -> ImageGrade.of(figures.values(), limits))
            : Optional.empty();
    Verdict verdict =
        switch (kind) {
          case FAILED -> Verdict.FAILED;
          case TIMED_OUT -> Verdict.TIMED_OUT;
          case DIVERGED -> Verdict.DIVERGED;
          case COMPLETED ->
              explosion.isPresent()
                  ? Verdict.DIVERGED
                  : grade
                      .map(it -> ofImages(it, band, figures, limits))
                      .orElseGet(() -> ofCompleted(band, match, figures, limits));
        };
    return new Judgement(
        verdict,
        grade.isPresent()
            ? images(verdict, grade.get(), gan, band, figures)
            : reason(verdict, gan, result, band, match, figures, explosion),
        figures,
        band,
        match,
        vanishing(history, match, limits));
  }

  /** Where a history ends with respect to the equilibrium. */
  static BandFigures band(Gan gan, History history, VerdictLimits limits) {
    return BandFigures.of(
        history.steps(),
        history.values(Metric.D_REAL),
        history.values(Metric.D_FAKE),
        gan.loss().value(history::values),
        new Band(
            gan.loss().equilibrium(),
            limits.get(VerdictLimit.DISCRIMINATOR_TOLERANCE),
            limits.get(VerdictLimit.SCORE_TOLERANCE)));
  }

  /** Poor images of what has not moved are no collapse: D won before G began. */
  private static Verdict ofImages(
      ImageGrade grade, BandFigures band, FinalFigures figures, VerdictLimits limits) {
    boolean isWorthless = grade.verdict() == Verdict.POOR || grade.verdict() == Verdict.COLLAPSED;
    return isWorthless && discriminatorWins(band, limits) && isUnmoved(figures, limits)
        ? Verdict.D_WINS
        : grade.verdict();
  }

  private static boolean discriminatorWins(BandFigures band, VerdictLimits limits) {
    return band.d1() > limits.get(VerdictLimit.D_WINS_REAL)
        && band.d2() < limits.get(VerdictLimit.D_WINS_FAKE);
  }

  private static boolean isUnmoved(FinalFigures figures, VerdictLimits limits) {
    double moved = figures.get(Metric.GENERATOR_MOVED).orElse(Double.NaN);
    return moved < limits.get(VerdictLimit.UNMOVED);
  }

  private static Verdict ofCompleted(
      BandFigures band, SampleMatch match, FinalFigures figures, VerdictLimits limits) {
    if (band.inBand()) {
      return switch (match.grade()) {
        case SHARP -> Verdict.CONVERGED;
        case LOOSE -> Verdict.APPROXIMATE;
        case NONE, NOT_JUDGED -> Verdict.FALSE_EQUILIBRIUM;
      };
    }
    boolean discriminatorWins = discriminatorWins(band, limits);
    if (discriminatorWins && isUnmoved(figures, limits)) {
      return Verdict.D_WINS;
    }
    if (match.collapsed()) {
      return Verdict.COLLAPSED;
    }
    if (match.matches()) {
      return Verdict.MATCHED;
    }
    if (discriminatorWins) {
      return Verdict.D_WINS;
    }
    if (band.d2() > limits.get(VerdictLimit.G_WINS_FAKE)) {
      return Verdict.G_WINS;
    }
    return band.exits() >= limits.get(VerdictLimit.OSCILLATING_EXITS)
        ? Verdict.OSCILLATING
        : Verdict.NOT_CONVERGED;
  }

  private static boolean vanishing(History history, SampleMatch match, VerdictLimits limits) {
    float[] norms = history.values(Metric.G_GRADIENT_NORM);
    double limit = limits.get(VerdictLimit.VANISHING_GRADIENT);
    for (int i = Window.start(norms.length); i < norms.length; i++) {
      if (!(norms[i] < limit)) {
        return false;
      }
    }
    return norms.length > 0 && match.isKnown() && !match.matches();
  }

  private static String reason(
      Verdict verdict,
      Gan gan,
      TrialResult result,
      BandFigures band,
      SampleMatch match,
      FinalFigures figures,
      Optional<String> explosion) {
    Outcome outcome = result.outcome();
    String gap = gap(figures);
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
      case DIVERGED -> explosion.orElse("a figure of step " + outcome.step() + " was not finite");
      case CONVERGED, APPROXIMATE -> "in the band; " + matches(match) + gap;
      case FALSE_EQUILIBRIUM ->
          "in the band; "
              + (match.collapsed() ? "collapsed: " + join(match.collapses()) + "; " : "")
              + join(match.misses())
              + gap;
      case DEAD, MEMORISED, REAL_LIKE, GOOD, FAIR, POOR ->
          throw new IllegalStateException("images have reasons of their own");
      case COLLAPSED -> join(match.collapses()) + "; " + outside(gan, band, figures) + gap;
      case MATCHED -> outside(gan, band, figures) + "; " + matches(match) + gap;
      case OSCILLATING ->
          "left the band "
              + band.exits()
              + " times; "
              + outside(gan, band, figures)
              + misses(match)
              + gap;
      case D_WINS -> outside(gan, band, figures) + moved(figures) + misses(match) + gap;
      case G_WINS, NOT_CONVERGED -> outside(gan, band, figures) + misses(match) + gap;
    };
  }

  private static String images(
      Verdict verdict, ImageGrade grade, Gan gan, BandFigures band, FinalFigures figures) {
    return (verdict == Verdict.D_WINS ? outside(gan, band, figures) + moved(figures) + "; " : "")
        + join(grade.findings());
  }

  private static String matches(SampleMatch match) {
    String test = match.grade() == SampleMatch.Grade.SHARP ? "a sharp match" : "a loose match";
    return test
        + ": "
        + (match.sharp().isEmpty() ? "" : match.sharp() + "; ")
        + join(match.checks());
  }

  private static String moved(FinalFigures figures) {
    OptionalDouble moved = figures.get(Metric.GENERATOR_MOVED);
    return moved.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "; G has gone %.2f of its way", moved.getAsDouble());
  }

  private static String outside(Gan gan, BandFigures band, FinalFigures figures) {
    if (gan.loss().meaning() == DiscriminatorMeaning.SCORE) {
      OptionalDouble loss = figures.get(Metric.D_LOSS);
      return (gan.loss().isBalanced() ? "an autoencoder" : "a critic")
          + ", which has no band"
          + (loss.isEmpty() ? "" : String.format(Locale.ROOT, "; D loss %.3f", loss.getAsDouble()));
    }
    Equilibrium at = gan.loss().equilibrium();
    String found =
        String.format(
            Locale.ROOT,
            "D(x) %.3f, D(G(z)) %.3f, %s %.3f",
            band.d1(),
            band.d2(),
            gan.loss().meaning().value(),
            band.v());
    return at.exists()
        ? String.format(
            Locale.ROOT,
            "outside the band: %s against %.3f, %.3f, %.3f at the equilibrium",
            found,
            at.d1(),
            at.d2(),
            at.v())
        : found + ", for a loss without equilibrium";
  }

  private static String misses(SampleMatch match) {
    return match.misses().isEmpty() ? "" : "; " + join(match.misses());
  }

  private static String gap(FinalFigures figures) {
    OptionalDouble gap = figures.get(Metric.BEST_RESPONSE_GAP);
    return gap.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "; fresh D finds %.3f", gap.getAsDouble());
  }

  private static String join(List<String> parts) {
    return String.join("; ", parts);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " | ");
  }
}
