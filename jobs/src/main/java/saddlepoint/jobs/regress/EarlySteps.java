// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import saddlepoint.metric.Metric;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The beginning of trainings that promise no bits: sums that are added up in another order differ
 * in their last bits, and training needs some steps to make much of that.
 */
final class EarlySteps {
  /** The last step that counts. */
  static final int LAST = 20;

  /** Of a figure, or of 1 where the figure is less. */
  static final double TOLERANCE = 1e-3;

  private static final List<Metric> FIGURES =
      List.of(
          Metric.D_REAL,
          Metric.D_FAKE,
          Metric.D_LOSS,
          Metric.G_LOSS,
          Metric.D_GRADIENT_NORM,
          Metric.G_GRADIENT_NORM);

  private EarlySteps() {}

  /** The first figure that differs by more, with its step; empty if none does. */
  static Optional<String> difference(Row before, Row tonight) {
    List<Number> steps = history(before, "step");
    for (int i = 0; i < steps.size() && steps.get(i).intValue() <= LAST; i++) {
      for (Metric figure : FIGURES) {
        List<Number> then = history(before, figure.column());
        List<Number> now = history(tonight, figure.column());
        if (!then.isEmpty() && (now.size() <= i || !areNear(then.get(i), now.get(i)))) {
          return Optional.of(
              figure.column()
                  + " at step "
                  + steps.get(i)
                  + ": was "
                  + then.get(i)
                  + ", is "
                  + (now.size() <= i ? "not there" : now.get(i)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean areNear(Number one, Number other) {
    if (one == null || other == null) {
      return one == other;
    }
    double distance = Math.abs(one.doubleValue() - other.doubleValue());
    return one.equals(other) || distance <= TOLERANCE * Math.max(1, Math.abs(one.doubleValue()));
  }

  private static List<Number> history(Row row, String of) {
    Seq<Number> values = row.getAs("history_" + of);
    return values == null ? List.of() : JavaConverters.seqAsJavaList(values);
  }
}
