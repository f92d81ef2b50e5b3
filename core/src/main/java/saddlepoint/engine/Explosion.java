// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.metric.VerdictLimits;

/** Whether a training that came to its end has left figures that say nothing any more. */
final class Explosion {
  private static final List<Metric> UNBOUNDED =
      List.of(
          Metric.D_REAL,
          Metric.D_FAKE,
          Metric.D_LOSS,
          Metric.G_LOSS,
          Metric.D_GRADIENT_NORM,
          Metric.G_GRADIENT_NORM,
          Metric.WASSERSTEIN);

  private static final List<Metric> OF_FINITE_SAMPLES =
      List.of(Metric.WASSERSTEIN, Metric.KOLMOGOROV_SMIRNOV, Metric.MODES_COVERED);

  private Explosion() {}

  /** The first figure that exploded, in words. */
  static Optional<String> in(FinalFigures figures, VerdictLimits limits) {
    if (OF_FINITE_SAMPLES.stream().anyMatch(figures.nonFinite()::contains)) {
      return Optional.of("the samples after the last step are not finite");
    }
    double limit = limits.get(VerdictLimit.EXPLODED);
    for (Metric metric : UNBOUNDED) {
      OptionalDouble figure = figures.get(metric);
      if (figure.isPresent() && Math.abs(figure.getAsDouble()) > limit) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "exploded: %s is %.2e, limit %.0e",
                metric.column(),
                figure.getAsDouble(),
                limit));
      }
    }
    return Optional.empty();
  }
}
