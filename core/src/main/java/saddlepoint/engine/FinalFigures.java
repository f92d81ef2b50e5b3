// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Window;
import saddlepoint.recipe.Gan;

/**
 * The figures that stand for a trial: of logged metrics the mean over the window, of windowed ones
 * the greatest there, of evaluated ones the value of the last evaluation.
 *
 * <p>Non-finite values: a mean that is not finite, and an evaluated value that is infinite, is left
 * out and named. An evaluated NaN means that the figure does not apply and is left out silently,
 * but for the figures that every finite sample has: W1, of data without moments the
 * Kolmogorov-Smirnov distance, or of a mixture its modes and high-quality share. Their NaN is
 * named, as it tells of samples that were not finite.
 *
 * @param values finite ones only
 * @param nonFinite those that were expected but not finite, in the order of the metrics
 */
public record FinalFigures(Map<Metric, Double> values, List<Metric> nonFinite) {
  public FinalFigures {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    nonFinite = List.copyOf(nonFinite);
  }

  /** The final figures of a history; none if it is empty. */
  public static FinalFigures of(Gan gan, History history) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    List<Metric> nonFinite = new ArrayList<>();
    int evaluation = lastEvaluation(history);
    for (Metric metric : Metric.values()) {
      boolean isLogged = metric.kind() == Metric.Kind.LOGGED;
      if (history.length() == 0 || !applies(gan, metric) || !isLogged && evaluation < 0) {
        continue;
      }
      double value =
          switch (metric.kind()) {
            case LOGGED -> Window.mean(history.values(metric));
            case WINDOWED -> greatest(history.values(metric));
            case EVALUATED, EXAMINED -> history.value(metric, evaluation);
          };
      if (Double.isFinite(value)) {
        values.put(metric, value);
      } else if (isLogged || Double.isInfinite(value) || isExpected(gan, metric)) {
        nonFinite.add(metric);
      }
    }
    return new FinalFigures(values, nonFinite);
  }

  /** Of those that were evaluated; NaN if none was. */
  private static double greatest(float[] values) {
    double greatest = Double.NaN;
    for (float value : values) {
      greatest = value > greatest || Double.isNaN(greatest) ? value : greatest;
    }
    return greatest;
  }

  /** Whether a GAN's loss gives the metric a meaning. */
  public static boolean applies(Gan gan, Metric metric) {
    return gan.loss().gives(metric);
  }

  private static boolean isExpected(Gan gan, Metric metric) {
    SampleMatch.Yardstick yardstick = gan.judge().yardstick();
    return switch (metric) {
      case WASSERSTEIN ->
          yardstick.distribution().filter(Distribution::hasMoments).isPresent()
              || yardstick.roll().isPresent()
              || yardstick.images().isPresent();
      case KOLMOGOROV_SMIRNOV ->
          yardstick.distribution().filter(it -> !it.hasMoments()).isPresent();
      case MODES_COVERED, HIGH_QUALITY_SHARE -> yardstick.mixture().isPresent();
      default -> false;
    };
  }

  /** A figure, if it applies and is finite. */
  public OptionalDouble get(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static int lastEvaluation(History history) {
    int row = history.length() - 1;
    while (row >= 0 && !history.evaluated(row)) {
      row--;
    }
    return row;
  }
}
