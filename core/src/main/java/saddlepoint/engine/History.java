// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.Metric;

/**
 * The figures of a trial's logged steps, one array a metric, all of one length. Evaluated metrics
 * are NaN where nothing was evaluated. Not thread safe while it grows.
 */
public final class History implements Serializable {
  private static final long serialVersionUID = 1;

  private final Map<Metric, float[]> values = new EnumMap<>(Metric.class);
  private int[] steps;
  private boolean[] evaluated;
  private byte[][] samples;
  private int length;

  /** An empty history with room for some logged steps. */
  public History(int capacity) {
    steps = new int[capacity];
    evaluated = new boolean[capacity];
    samples = new byte[capacity][];
    for (Metric metric : Metric.values()) {
      float[] column = new float[capacity];
      Arrays.fill(column, Float.NaN);
      values.put(metric, column);
    }
  }

  /**
   * A history that goes on.
   *
   * @param capacity room for so many logged steps in all, at least those there are
   * @param steps the logged steps so far
   * @param evaluated whether the generator was evaluated after each of them
   * @param samples that were shown at each of them; null for none
   * @param values those of every metric at each of them
   */
  public static History of(
      int capacity,
      int[] steps,
      boolean[] evaluated,
      byte[][] samples,
      Map<Metric, float[]> values) {
    History history = new History(capacity);
    history.length = steps.length;
    System.arraycopy(steps, 0, history.steps, 0, steps.length);
    System.arraycopy(evaluated, 0, history.evaluated, 0, steps.length);
    System.arraycopy(samples, 0, history.samples, 0, steps.length);
    values.forEach(
        (metric, column) ->
            System.arraycopy(column, 0, history.values.get(metric), 0, steps.length));
    return history;
  }

  /** Starts the row of a step; its figures are NaN until they are set. */
  public void add(int step) {
    steps[length] = step;
    length++;
  }

  /** Sets a figure of the row that was added last. */
  public void set(Metric metric, float value) {
    values.get(metric)[length - 1] = value;
    evaluated[length - 1] |= metric.kind() == Metric.Kind.EVALUATED;
  }

  /** Shows samples of the row that was added last, as bytes; they are not copied. */
  public void show(byte[] its) {
    samples[length - 1] = its;
  }

  /** The samples that a row shows; none where none were shown. */
  public Optional<byte[]> samples(int row) {
    return Optional.ofNullable(samples[row]);
  }

  /** Number of logged steps. */
  public int length() {
    return length;
  }

  /** The logged steps, ascending. */
  public int[] steps() {
    return Arrays.copyOf(steps, length);
  }

  /** A metric at every logged step. */
  public float[] values(Metric metric) {
    return Arrays.copyOf(values.get(metric), length);
  }

  /** Whether the generator was evaluated after the row's step. */
  public boolean evaluated(int row) {
    return evaluated[row];
  }

  /** A metric at one row. */
  public float value(Metric metric, int row) {
    return values.get(metric)[row];
  }
}
