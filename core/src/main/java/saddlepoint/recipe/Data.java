// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Uniform;

/**
 * Where real samples come from, and how generated ones are judged against them. A row is made from
 * a few primitive random numbers, so that every engine draws the same rows from the same streams.
 *
 * <p>Implementations are immutable values: equal ones make equal rows, and records are both.
 * Anybody may write one, beside their recipe; see docs/adding-a-recipe.md.
 */
public interface Data extends Serializable {
  /** Distribution of the primitive random numbers. */
  enum Draw {
    /** Uniform on [0, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL
  }

  /** Columns of a row, without the label. */
  int columns();

  /** Distribution of the primitive random numbers that {@link #fill} is given. */
  Draw draw();

  /** Primitive random numbers a row; 0 for data that is a constant. */
  int drawsPerRow();

  /** Whether each row has a label, which both players see as one more column. */
  default boolean labelled() {
    return false;
  }

  /**
   * Makes rows.
   *
   * @param draws [rows, drawsPerRow]
   * @param rows how many
   * @param out [rows, columns], written
   * @param labels [rows], written if {@link #labelled}
   */
  void fill(float[] draws, int rows, float[] out, float[] labels);

  /**
   * Makes rows, column by column.
   *
   * @param draws [rows, drawsPerRow]
   * @param rows how many
   * @param out [columns, rows], written
   * @param labels [rows], written if {@link #labelled}
   */
  default void fillColumns(float[] draws, int rows, float[] out, float[] labels) {
    if (columns() == 1) {
      fill(draws, rows, out, labels);
      return;
    }
    float[] byRow = new float[rows * columns()];
    fill(draws, rows, byRow, labels);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns(); j++) {
        out[j * rows + row] = byRow[row * columns() + j];
      }
    }
  }

  /** The distribution of the one column of 1-D data that has a density. */
  default Optional<Distribution> distribution() {
    return Optional.empty();
  }

  /** The amplitudes of data whose rows are curves, which are drawn as paintings; else none. */
  default Optional<Uniform> amplitudes() {
    return Optional.empty();
  }

  /**
   * What a reference discriminator sees of rows; none for data that is a point.
   *
   * @param rows [n, columns]; not modified
   * @param labels [n], if {@link #labelled}
   */
  default Optional<Features> features(float[] rows, float[] labels, int n) {
    return Optional.empty();
  }

  /**
   * Data that differs from this in a known way, to measure what a reference discriminator finds.
   */
  default Optional<KnownGap> knownGap() {
    return Optional.empty();
  }

  /**
   * A generator that is wrong in a known way.
   *
   * @param wrong what it makes
   * @param divergence Jensen-Shannon, of the features, in nats
   */
  record KnownGap(Data wrong, double divergence) {}

  /** What generated rows are measured against. */
  SampleMatch.Yardstick yardstick();

  /** E[x_j] of every column. */
  double[] means();

  /** E[x_j^2] of every column. */
  double[] meanSquares();

  /**
   * Judges generated rows by the evaluated metrics that apply to this data.
   *
   * @param generated [rows, columns]; not modified
   * @param labels [rows], the labels G was given, if {@link #labelled}
   */
  Map<Metric, Double> judge(float[] generated, float[] labels, int rows);
}
