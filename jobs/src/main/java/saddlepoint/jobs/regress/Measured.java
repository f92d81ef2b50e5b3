// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import saddlepoint.metric.Metric;

/**
 * A number of a trial by which nights are compared.
 *
 * @param name for people
 * @param of a trial; NaN where it has none
 * @param isOnlyRise whether a fall of it is good news
 */
record Measured(String name, ToDoubleFunction<NightTrial> of, boolean isOnlyRise) {
  /** Of D, of G's samples on lines, of mixtures and of images: each where a recipe has it. */
  private static final List<Metric> FIGURES =
      List.of(
          Metric.D_REAL,
          Metric.D_SCORE,
          Metric.WASSERSTEIN,
          Metric.STANDARD_DEVIATION_RATIO,
          Metric.DIVERGENCE,
          Metric.MODES_COVERED,
          Metric.HIGH_QUALITY_SHARE,
          Metric.FRECHET_DISTANCE,
          Metric.FEATURE_COVERAGE,
          Metric.CLASS_DIVERGENCE);

  /** Steps to the band, never being the greatest. */
  static final Measured FIRST_IN_BAND =
      new Measured("first_in_band_step", NightTrial::firstInBand, /* isOnlyRise= */ false);

  /** Final figures. */
  static List<Measured> figures() {
    List<Measured> all = new ArrayList<>();
    for (Metric metric : FIGURES) {
      all.add(
          new Measured(
              metric.column(),
              trial -> trial.figures().getOrDefault(metric, Double.NaN),
              /* isOnlyRise= */ false));
    }
    return all;
  }

  /** The columns that {@link #figures} are of. */
  static List<Metric> metrics() {
    return FIGURES;
  }

  /** Of the trials that have it. */
  double[] values(List<NightTrial> trials) {
    return trials.stream().mapToDouble(of).filter(value -> !Double.isNaN(value)).toArray();
  }
}
