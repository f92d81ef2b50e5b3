// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Judgement;
import saddlepoint.metric.Metric;
import saddlepoint.table.TrialsTable;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * How the figures of two trainings of one trial compare, bit by bit; NaN equals NaN.
 *
 * @param columns how many were compared
 * @param figures how many numbers those hold
 * @param differences one line a column that differs, in the order of the columns
 */
public record RowComparison(int columns, long figures, List<String> differences) {
  private static final String STEPS = "history_step";
  private static final String HISTORY = "history_";
  private static final Set<String> OF_THE_WHOLE =
      Set.of(
          "verdict",
          "diverged_step",
          "in_band",
          "dwell",
          "first_in_band_step",
          "exits",
          "vanishing",
          "stability",
          "saturated_step",
          "non_finite");

  /** What rules of another version measure otherwise, or not at all. */
  private static final Set<String> OF_THE_RULES =
      Set.of(
          "verdict",
          Metric.DIVERGENCE.column(),
          Metric.DIVERGENCE_HIGH.column(),
          Metric.GENERATOR_MOVED.column(),
          HISTORY + Metric.DIVERGENCE.column(),
          HISTORY + Metric.DIVERGENCE_HIGH.column());

  /** The differences are copied. */
  public RowComparison {
    differences = List.copyOf(differences);
  }

  /**
   * Compares two rows of the trials table. Of one that other rules have judged, what rules decide
   * is left out.
   *
   * @param stored as Spark read it
   * @param replayed as the table makes it, without names
   * @param partial whether only the histories count, as far as the stored ones go
   */
  public static RowComparison of(Row stored, Row replayed, boolean partial) {
    List<String> names = Arrays.asList(TrialsTable.schema().fieldNames());
    List<?> steps = JavaConverters.seqAsJavaList(stored.<Seq<?>>getAs(STEPS));
    List<String> differences = new ArrayList<>();
    long figures = 0;
    int columns = 0;
    Set<String> compared = compared(partial);
    if (stored.<Integer>getAs("rules") != Judgement.RULES) {
      compared.removeAll(OF_THE_RULES);
    }
    for (String name : compared) {
      Object one = plain(stored.getAs(name), Integer.MAX_VALUE);
      Object other =
          plain(replayed.get(names.indexOf(name)), partial ? steps.size() : Integer.MAX_VALUE);
      columns++;
      figures += one instanceof List<?> list ? list.size() : one == null ? 0 : 1;
      if (partial && isMissing(one) && isMissing(other)) {
        continue;
      }
      if (!Objects.equals(one, other)) {
        differences.add(name + difference(name, steps, one, other));
      }
    }
    return new RowComparison(columns, figures, differences);
  }

  private static Set<String> compared(boolean partial) {
    Set<String> names = new LinkedHashSet<>();
    names.add(STEPS);
    for (Metric metric : Metric.values()) {
      if (metric.kind().hasHistory()) {
        names.add(HISTORY + metric.column());
      }
    }
    if (!partial) {
      for (Metric metric : Metric.values()) {
        names.add(metric.column());
      }
      for (String name : TrialsTable.schema().fieldNames()) {
        if (OF_THE_WHOLE.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Boxed floats and doubles are equal if their bits are, so lists of them compare as wanted. */
  private static Object plain(Object value, int most) {
    if (value instanceof Seq<?> items) {
      List<?> list = JavaConverters.seqAsJavaList(items);
      return new ArrayList<>(list.subList(0, Math.min(most, list.size())));
    }
    return value;
  }

  /** Whether a history holds nothing as far as it goes. */
  private static boolean isMissing(Object history) {
    return history == null
        || history instanceof List<?> list && list.stream().allMatch(Objects::isNull);
  }

  private static String difference(String name, List<?> steps, Object stored, Object replayed) {
    if (stored instanceof List<?> one && replayed instanceof List<?> other) {
      int end = Math.min(one.size(), other.size());
      for (int i = 0; i < end; i++) {
        if (!Objects.equals(one.get(i), other.get(i))) {
          String where = name.equals("non_finite") ? "" : " at step " + steps.get(i);
          return where + ": was " + one.get(i) + ", is " + other.get(i);
        }
      }
      return ": was " + one.size() + " values, is " + other.size();
    }
    return ": was " + text(stored) + ", is " + text(replayed);
  }

  private static String text(Object value) {
    return value == null ? "NULL" : value.toString();
  }
}
