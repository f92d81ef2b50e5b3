// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import saddlepoint.engine.History;
import saddlepoint.engine.Snapshot;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import scala.collection.JavaConverters;
import scala.collection.mutable.WrappedArray;

/** Java's collections and arrays as Spark's encoder of rows takes them. */
final class Values {
  private Values() {}

  static Object integers(int[] values) {
    return WrappedArray.make(values);
  }

  static Object texts(List<String> values) {
    return WrappedArray.make(values.toArray(String[]::new));
  }

  /** Thresholds that are not the default, as text by key. */
  static Object limits(VerdictLimits limits) {
    Map<String, String> texts = new TreeMap<>();
    limits.changed().forEach((key, value) -> texts.put(key, value.toString()));
    return texts(texts);
  }

  static Object texts(Map<String, String> values) {
    return JavaConverters.mapAsScalaMapConverter(values).asScala();
  }

  /** Steps of snapshots; NULL if there are none. */
  static Object steps(List<Snapshot> snapshots) {
    return snapshots.isEmpty()
        ? null
        : integers(snapshots.stream().mapToInt(Snapshot::step).toArray());
  }

  /** One player's parameters of every snapshot; NULL if there are none. */
  static Object parameters(List<Snapshot> snapshots, Function<Snapshot, float[]> player) {
    return snapshots.isEmpty()
        ? null
        : WrappedArray.make(
            snapshots.stream()
                .map(snapshot -> WrappedArray.make(player.apply(snapshot)))
                .toArray());
  }

  /** A metric's history; NULL as a whole if it was never evaluated or does not apply. */
  static Object history(History history, Metric metric) {
    float[] values = history.values(metric);
    if (metric.kind() == Metric.Kind.LOGGED) {
      return WrappedArray.make(values);
    }
    Float[] evaluated = new Float[values.length];
    boolean any = false;
    for (int row = 0; row < values.length; row++) {
      if (!Float.isNaN(values[row])) {
        evaluated[row] = values[row];
        any = true;
      }
    }
    return any ? WrappedArray.make(evaluated) : null;
  }

  /** The samples of a history; NULL as a whole if none were shown. */
  static Object samples(History history) {
    byte[][] samples = new byte[history.length()][];
    boolean any = false;
    for (int row = 0; row < samples.length; row++) {
      samples[row] = history.samples(row).orElse(null);
      any |= samples[row] != null;
    }
    return any ? WrappedArray.make(samples) : null;
  }

  /** Numbers as Spark gives them. */
  static float[] floats(scala.collection.Seq<Float> values) {
    float[] floats = new float[values.length()];
    int i = 0;
    for (float value : JavaConverters.seqAsJavaList(values)) {
      floats[i] = value;
      i++;
    }
    return floats;
  }
}
