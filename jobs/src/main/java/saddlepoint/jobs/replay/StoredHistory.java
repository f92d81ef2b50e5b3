// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** The history that a row of the view {@code trials} has, with the figures of its last look. */
final class StoredHistory {
  private StoredHistory() {}

  /**
   * What the row has; figures that are NULL, or that no column has, are NaN.
   *
   * @param trial of the row, which tells the steps that were evaluated, whatever was found
   */
  static History of(Row row, Trial trial) {
    List<Integer> logged = row.getList(row.fieldIndex("history_step"));
    int[] steps = logged.stream().mapToInt(Integer::intValue).toArray();
    boolean[] evaluated = new boolean[steps.length];
    for (int i = 0; i < steps.length; i++) {
      evaluated[i] = trial.recording().evaluates(steps[i], trial.gan().steps());
    }
    Map<Metric, float[]> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      float[] column = new float[steps.length];
      Arrays.fill(column, Float.NaN);
      if (metric.kind().hasHistory()) {
        read(row, metric, column);
      } else if (steps.length > 0) {
        Double last = row.getAs(metric.column());
        column[steps.length - 1] = last == null ? Float.NaN : last.floatValue();
      }
      values.put(metric, column);
    }
    return History.of(steps.length, steps, evaluated, new byte[steps.length][], values);
  }

  private static void read(Row row, Metric metric, float[] column) {
    int index = row.fieldIndex("history_" + metric.column());
    if (row.isNullAt(index)) {
      return;
    }
    List<Float> stored = row.getList(index);
    for (int i = 0; i < column.length; i++) {
      Float value = stored.get(i);
      if (value != null) {
        column[i] = value;
      }
    }
  }
}
