// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether generated samples match the data, and whether they collapsed. A loose limit is asked of
 * the figures that there are: W1 and spread (of data without moments the Kolmogorov-Smirnov
 * distance) and bins of 1-D data and curves, residual of curves, modes of mixtures. The sharp test
 * bounds the divergence of G's law, where the data has cells.
 *
 * <p>Non-finite values: a figure that is expected and not finite is a miss.
 *
 * @param grade which tests are passed
 * @param sharp the sharp test's figure and limit in words; empty where the data has none
 * @param checks every loose limit that applies with its figure, in words
 * @param misses those of them that are not kept; all figures match if there is none
 * @param collapses in words why the samples count as collapsed; none if they do not
 */
public record SampleMatch(
    Grade grade, String sharp, List<String> checks, List<String> misses, List<String> collapses) {
  private static final String UNKNOWN = "the samples are not finite or were not judged";

  public SampleMatch {
    checks = List.copyOf(checks);
    misses = List.copyOf(misses);
    collapses = List.copyOf(collapses);
  }

  /** Which tests samples pass. */
  public enum Grade {
    /**
     * All loose limits are kept, and with 95 % confidence the divergence of G's law from the data,
     * over cells, is under a limit at each of several steps spread over the window.
     */
    SHARP,
    /** All loose limits are kept, and the sharp test is not passed, or there is none. */
    LOOSE,
    /** Some loose limit is not kept. */
    NONE,
    /** The samples are not finite, or nothing is known of them. */
    NOT_JUDGED;

    /** In lower case, as tables have it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What generated samples are measured against; one of the four at most.
   *
   * @param distribution of the one number by which a sample is judged
   * @param mixture in the plane
   * @param roll in the plane
   * @param images by their pixels
   */
  public record Yardstick(
      Optional<Distribution> distribution,
      Optional<Mixture> mixture,
      Optional<SwissRoll> roll,
      Optional<ImageReference> images) {
    /** Of data whose samples are not measured, so that they never match. */
    public static final Yardstick NONE =
        new Yardstick(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Of data on the line, or of curves by their amplitude. */
    public static Yardstick of(Distribution distribution) {
      return new Yardstick(
          Optional.of(distribution), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of mixtures. */
    public static Yardstick of(Mixture mixture) {
      return new Yardstick(
          Optional.empty(), Optional.of(mixture), Optional.empty(), Optional.empty());
    }

    /** Of a Swiss roll. */
    public static Yardstick of(SwissRoll roll) {
      return new Yardstick(Optional.empty(), Optional.empty(), Optional.of(roll), Optional.empty());
    }

    /** Of images. */
    public static Yardstick of(ImageReference images) {
      return new Yardstick(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(images));
    }
  }

  /**
   * Compares figures of samples with the limits.
   *
   * @param figures the final ones; without any of samples, these are unknown and do not match
   * @param yardstick of the data
   */
  public static SampleMatch of(
      Map<Metric, Double> figures, Yardstick yardstick, VerdictLimits limits) {
    Checks checks = new Checks(figures, limits);
    yardstick.distribution().ifPresent(checks::distribution);
    if (figures.containsKey(Metric.RESIDUAL)) {
      checks.most("residual", Metric.RESIDUAL, VerdictLimit.RESIDUAL);
    }
    yardstick.mixture().ifPresent(mixture -> checks.modes(mixture.modes().size()));
    yardstick.roll().ifPresent(roll -> checks.roll());
    yardstick.images().ifPresent(images -> checks.images());
    if (checks.all.isEmpty()) {
      checks.add(false, UNKNOWN);
    }
    return new SampleMatch(
        checks.grade(), checks.sharp(), checks.all, checks.misses, checks.collapses);
  }

  /** Whether the samples were judged at all, and finite. */
  public boolean isKnown() {
    return grade != Grade.NOT_JUDGED;
  }

  /** Whether all loose limits are kept. */
  public boolean matches() {
    return grade == Grade.SHARP || grade == Grade.LOOSE;
  }

  /** Whether less than half of the data is covered, or next to no spread is left. */
  public boolean collapsed() {
    return !collapses.isEmpty();
  }

  /** Collects what is kept and what is not. */
  private static final class Checks {
    private final Map<Metric, Double> figures;
    private final VerdictLimits limits;
    private final List<String> all = new ArrayList<>();
    private final List<String> misses = new ArrayList<>();
    private final List<String> collapses = new ArrayList<>();

    Checks(Map<Metric, Double> figures, VerdictLimits limits) {
      this.figures = figures;
      this.limits = limits;
    }

    private Grade grade() {
      if (all.contains(UNKNOWN)) {
        return Grade.NOT_JUDGED;
      }
      if (!misses.isEmpty()) {
        return Grade.NONE;
      }
      boolean isSharp = figure(Metric.DIVERGENCE_HIGH) <= limits.get(VerdictLimit.DIVERGENCE);
      return isSharp ? Grade.SHARP : Grade.LOOSE;
    }

    private String sharp() {
      return figures.containsKey(Metric.DIVERGENCE_HIGH)
          ? text(
              "divergence at most %.4f, limit %s",
              figure(Metric.DIVERGENCE_HIGH), limits.get(VerdictLimit.DIVERGENCE))
          : "";
    }

    private void distribution(Distribution data) {
      boolean hasMoments = data.hasMoments();
      if (!figures.containsKey(hasMoments ? Metric.WASSERSTEIN : Metric.KOLMOGOROV_SMIRNOV)) {
        add(false, UNKNOWN);
        return;
      }
      if (data.isPoint()) {
        most("W1", Metric.WASSERSTEIN, VerdictLimit.POINT_DISTANCE);
        return;
      }
      if (hasMoments) {
        distance(data.standardDeviation());
        spread();
      } else {
        most("KS", Metric.KOLMOGOROV_SMIRNOV, VerdictLimit.KOLMOGOROV_SMIRNOV);
      }
      most("JSD", Metric.JENSEN_SHANNON, VerdictLimit.JENSEN_SHANNON);
      coverage();
    }

    private void roll() {
      if (!figures.containsKey(Metric.HIGH_QUALITY_SHARE)) {
        add(false, UNKNOWN);
        return;
      }
      quality();
      most("JSD", Metric.JENSEN_SHANNON, VerdictLimit.JENSEN_SHANNON);
      coverage();
    }

    private void images() {
      if (!figures.containsKey(Metric.WASSERSTEIN)) {
        add(false, UNKNOWN);
        return;
      }
      double distance = figure(Metric.WASSERSTEIN);
      double ratio = distance / figure(Metric.WASSERSTEIN_FLOOR);
      double limit = limits.get(VerdictLimit.SLICED_WASSERSTEIN);
      add(
          ratio <= limit,
          text(
              "sliced W1 %.3f = %.1f times that of real images, limit %.1f",
              distance, ratio, limit));
      spread();
    }

    private void distance(double deviation) {
      double distance = figure(Metric.WASSERSTEIN);
      double floor = figures.getOrDefault(Metric.WASSERSTEIN_FLOOR, 0.0);
      double limit = limits.get(VerdictLimit.WASSERSTEIN) + floor / deviation;
      add(
          distance / deviation <= limit,
          text("W1 %.3f = %.2f sd, limit %.2f", distance, distance / deviation, limit));
    }

    private void spread() {
      double ratio = figure(Metric.STANDARD_DEVIATION_RATIO);
      double least = limits.get(VerdictLimit.STANDARD_DEVIATION_RATIO_LEAST);
      double most = limits.get(VerdictLimit.STANDARD_DEVIATION_RATIO_MOST);
      add(
          ratio >= least && ratio <= most,
          text("sd %.2f of the data's, limits %.2f to %.2f", ratio, least, most));
      double thin = limits.get(VerdictLimit.COLLAPSED_STANDARD_DEVIATION_RATIO);
      if (ratio < thin) {
        collapses.add(text("sd %.3f of the data's, under %.2f", ratio, thin));
      }
    }

    private void modes(int modes) {
      double covered = figure(Metric.MODES_COVERED);
      if (Double.isNaN(covered)) {
        add(false, UNKNOWN);
        return;
      }
      add(
          covered >= limits.get(VerdictLimit.MODES_COVERED) * modes,
          text("%.0f of %d modes covered", covered, modes));
      quality();
      most("JSD", Metric.JENSEN_SHANNON, VerdictLimit.JENSEN_SHANNON);
      if (covered < limits.get(VerdictLimit.COLLAPSED_COVERAGE) * modes) {
        collapses.add(text("%.0f of %d modes covered", covered, modes));
      }
    }

    private void quality() {
      double quality = figure(Metric.HIGH_QUALITY_SHARE);
      double least = limits.get(VerdictLimit.HIGH_QUALITY_SHARE);
      add(quality >= least, text("high-quality share %.2f, limit %.2f", quality, least));
    }

    private void coverage() {
      double coverage = figure(Metric.BIN_COVERAGE);
      if (coverage < limits.get(VerdictLimit.COLLAPSED_COVERAGE)) {
        collapses.add(text("%.0f %% of the bins covered", 100 * coverage));
      }
    }

    private void most(String name, Metric metric, VerdictLimit limit) {
      double value = figure(metric);
      double most = limits.get(limit);
      add(value <= most, text("%s %.3f, limit %.2f", name, value, most));
    }

    private void add(boolean kept, String text) {
      all.add(text);
      if (!kept) {
        misses.add(text);
      }
    }

    private double figure(Metric metric) {
      return figures.getOrDefault(metric, Double.NaN);
    }

    private static String text(String format, Object... values) {
      return String.format(Locale.ROOT, format, values);
    }
  }
}
