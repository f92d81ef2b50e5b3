// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Snapshot;
import saddlepoint.metric.Metric;

/**
 * Arrays of a row of the trials table, as they were before they were stored.
 *
 * @param row with all columns
 */
public record StoredRow(Row row) {
  /** The players that were kept, in the order of their steps; none if none was asked for. */
  public List<Snapshot> snapshots() {
    if (row.isNullAt(row.fieldIndex("snapshot_step"))) {
      return List.of();
    }
    List<Integer> steps = row.getList(row.fieldIndex("snapshot_step"));
    List<scala.collection.Seq<Float>> generators =
        row.getList(row.fieldIndex("snapshot_generator"));
    List<scala.collection.Seq<Float>> discriminators =
        row.getList(row.fieldIndex("snapshot_discriminator"));
    List<Snapshot> snapshots = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      snapshots.add(
          new Snapshot(
              steps.get(i),
              Values.floats(generators.get(i)),
              Values.floats(discriminators.get(i))));
    }
    return snapshots;
  }

  /** The logged steps, ascending. */
  public int[] historySteps() {
    List<Integer> steps = row.getList(row.fieldIndex("history_step"));
    return steps.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The samples of images by the steps after which they were made, ascending. */
  public SortedMap<Integer, byte[]> samples() {
    SortedMap<Integer, byte[]> samples = new TreeMap<>();
    int column = row.fieldIndex("history_samples");
    if (!row.isNullAt(column)) {
      List<byte[]> stored = row.getList(column);
      int[] steps = historySteps();
      for (int i = 0; i < steps.length; i++) {
        if (stored.get(i) != null) {
          samples.put(steps[i], stored.get(i));
        }
      }
    }
    return samples;
  }

  /**
   * A metric at every logged step; NaN where it was not evaluated, and everywhere if it does not
   * apply.
   */
  public float[] history(Metric metric) {
    float[] values = new float[historySteps().length];
    int column = row.fieldIndex("history_" + metric.column());
    List<Float> stored = row.isNullAt(column) ? null : row.getList(column);
    for (int i = 0; i < values.length; i++) {
      Float value = stored == null ? null : stored.get(i);
      values[i] = value == null ? Float.NaN : value;
    }
    return values;
  }
}
