// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Uniform;

/**
 * What is known of real rows, and how generated ones are judged by it.
 *
 * <p>Implementations are immutable values: equal ones judge alike, and records do. Anybody may
 * write one, beside their recipe; see docs/adding-a-recipe.md.
 */
public interface Judge extends Serializable {
  /** The distribution of the one column of 1-D data that has a density. */
  default Optional<Distribution> distribution() {
    return Optional.empty();
  }

  /** The amplitudes of data whose rows are curves, which are drawn as paintings; else none. */
  default Optional<Uniform> amplitudes() {
    return Optional.empty();
  }

  /** How rows that are images are drawn; none for other data. */
  default Optional<Pixels> pixels() {
    return Optional.empty();
  }

  /**
   * What a reference discriminator sees of rows; none for data that is a point.
   *
   * @param rows [n, columns]; not modified
   * @param labels [n], if rows have some
   */
  default Optional<Features> features(float[] rows, int[] labels, int n) {
    return Optional.empty();
  }

  /** SHA-256 of what was trained to judge rows, if that is done by something trained. */
  default Optional<String> trainedJudge() {
    return Optional.empty();
  }

  /**
   * What is found of generated rows once, after the last step, as it takes longer than {@link
   * #judge}.
   *
   * @param generated [rows, columns]; not modified
   */
  default Map<Metric, Double> examine(float[] generated, int rows) {
    return Map.of();
  }

  /** How rows are counted in cells of known probability; none where there are no such cells. */
  default Optional<CellCounts.Cells> cells() {
    return Optional.empty();
  }

  /**
   * Rows that differ from the right ones in a known way, to measure what a reference discriminator
   * finds.
   */
  default Optional<KnownGap> knownGap() {
    return Optional.empty();
  }

  /**
   * Right rows, and others that differ from them in a known way.
   *
   * @param right the data
   * @param wrong the others
   * @param divergence Jensen-Shannon, of the features, in nats
   */
  record KnownGap(Source right, Source wrong, double divergence) {}

  /** What generated rows are measured against. */
  SampleMatch.Yardstick yardstick();

  /** E[x_j] of every column; NaN where there is none. */
  double[] means();

  /** E[x_j^2] of every column; NaN where there is none. */
  double[] meanSquares();

  /**
   * Judges generated rows by the evaluated metrics that apply to this data.
   *
   * @param generated [rows, columns]; not modified
   * @param labels [rows], the labels G was given, if rows have some
   */
  Map<Metric, Double> judge(float[] generated, int[] labels, int rows);
}
