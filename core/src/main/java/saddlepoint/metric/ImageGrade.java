// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What generated images are worth, by the figures of a classifier of real ones. D's figures have no
 * part in it: nobody reaches the band with images.
 *
 * @param verdict DEAD, MEMORISED, COLLAPSED, or one of four grades
 * @param findings the figures beside their limits, in words; what decided first
 */
public record ImageGrade(Verdict verdict, List<String> findings) {
  public ImageGrade {
    findings = List.copyOf(findings);
  }

  /**
   * Grades images.
   *
   * @param figures the final ones
   * @return empty if no classifier has judged them
   */
  public static Optional<ImageGrade> of(Map<Metric, Double> figures, VerdictLimits limits) {
    return figures.containsKey(Metric.FRECHET_DISTANCE)
        ? Optional.of(new Grading(figures, limits).grade())
        : Optional.empty();
  }

  private record Grading(Map<Metric, Double> figures, VerdictLimits limits) {
    ImageGrade grade() {
      Verdict verdict = verdict();
      Set<String> findings = new LinkedHashSet<>();
      decisive(verdict).ifPresent(findings::add);
      findings.addAll(List.of(distance(), coverage(), classes(), copies(), spread()));
      return new ImageGrade(verdict, List.copyOf(findings));
    }

    /** Of grades, distance and coverage are. */
    private Optional<String> decisive(Verdict verdict) {
      Map<Verdict, String> faults =
          Map.of(
              Verdict.DEAD,
              spread(),
              Verdict.MEMORISED,
              copies(),
              Verdict.COLLAPSED,
              lacksClasses() ? classes() : coverage());
      return Optional.ofNullable(faults.get(verdict));
    }

    private boolean lacksClasses() {
      return figure(Metric.CLASSES_COVERED) < limits.get(VerdictLimit.COLLAPSED_CLASSES)
          || figure(Metric.CLASS_DIVERGENCE) > limits.get(VerdictLimit.COLLAPSED_CLASS_DIVERGENCE);
    }

    private Verdict verdict() {
      if (figure(Metric.STANDARD_DEVIATION_RATIO) < limits.get(VerdictLimit.DEAD)) {
        return Verdict.DEAD;
      }
      if (figure(Metric.COPIED_SHARE) > limits.get(VerdictLimit.COPIED)) {
        return Verdict.MEMORISED;
      }
      double coverage = figure(Metric.FEATURE_COVERAGE);
      if (lacksClasses() || coverage < limits.get(VerdictLimit.COLLAPSED_FEATURE_COVERAGE)) {
        return Verdict.COLLAPSED;
      }
      boolean hasClasses =
          figure(Metric.CLASSES_COVERED) >= limits.get(VerdictLimit.GOOD_CLASSES)
              && figure(Metric.CLASS_DIVERGENCE) <= limits.get(VerdictLimit.GOOD_CLASS_DIVERGENCE);
      if (hasClasses
          && ratio() <= limits.get(VerdictLimit.REAL_LIKE_DISTANCE)
          && coverage >= limits.get(VerdictLimit.REAL_LIKE_COVERAGE)) {
        return Verdict.REAL_LIKE;
      }
      if (hasClasses
          && ratio() <= limits.get(VerdictLimit.GOOD_DISTANCE)
          && coverage >= limits.get(VerdictLimit.GOOD_COVERAGE)) {
        return Verdict.GOOD;
      }
      return ratio() <= limits.get(VerdictLimit.FAIR_DISTANCE)
              && coverage >= limits.get(VerdictLimit.FAIR_COVERAGE)
          ? Verdict.FAIR
          : Verdict.POOR;
    }

    private double ratio() {
      return figure(Metric.FRECHET_DISTANCE) / figure(Metric.FRECHET_FLOOR);
    }

    private String distance() {
      String interval =
          figures.containsKey(Metric.FRECHET_LOW)
              ? text(" (%.3g to %.3g)", figure(Metric.FRECHET_LOW), figure(Metric.FRECHET_HIGH))
              : "";
      return text(
          "Frechet distance %.3g%s = %.3g times that of real images, limits %.3g, %.3g, %.3g",
          figure(Metric.FRECHET_DISTANCE),
          interval,
          ratio(),
          limits.get(VerdictLimit.REAL_LIKE_DISTANCE),
          limits.get(VerdictLimit.GOOD_DISTANCE),
          limits.get(VerdictLimit.FAIR_DISTANCE));
    }

    private String coverage() {
      return text(
          "%.0f %% of real images covered, limits %.0f, %.0f, %.0f",
          100 * figure(Metric.FEATURE_COVERAGE),
          100 * limits.get(VerdictLimit.REAL_LIKE_COVERAGE),
          100 * limits.get(VerdictLimit.GOOD_COVERAGE),
          100 * limits.get(VerdictLimit.FAIR_COVERAGE));
    }

    private String classes() {
      return text(
          "%.0f %% of the classes, divergence %.3f",
          100 * figure(Metric.CLASSES_COVERED), figure(Metric.CLASS_DIVERGENCE));
    }

    private String copies() {
      return text("%.0f %% copies, of real ones 1 %%", 100 * figure(Metric.COPIED_SHARE));
    }

    private String spread() {
      return text("sd %.2f of the data's", figure(Metric.STANDARD_DEVIATION_RATIO));
    }

    private double figure(Metric metric) {
      return figures.getOrDefault(metric, Double.NaN);
    }

    private static String text(String format, Object... values) {
      return String.format(Locale.ROOT, format, values);
    }
  }
}
