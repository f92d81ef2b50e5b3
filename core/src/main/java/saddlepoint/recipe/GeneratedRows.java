// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * How G makes rows for updates.
 *
 * @param statistics by which its batch norm makes those that D alone learns from
 * @param batches that G's own update takes together, at least 1: Keras's AC-GAN shows D a batch of
 *     real and one of generated rows, and then G two of generated ones
 * @param replay of earlier rows to D
 */
public record GeneratedRows(NormStatistics statistics, int batches, Replay replay)
    implements Serializable {
  /** By the statistics of the batch, one at a time. */
  public static final GeneratedRows USUAL = new GeneratedRows(NormStatistics.BATCH, 1, Replay.NONE);

  static GeneratedRows of(Settings settings) {
    return new GeneratedRows(
        settings.has(Keys.NORM_STATISTICS)
            ? settings.get(Keys.NORM_STATISTICS)
            : NormStatistics.BATCH,
        settings.uses(Keys.GENERATOR_BATCHES) && settings.has(Keys.GENERATOR_BATCHES)
            ? settings.get(Keys.GENERATOR_BATCHES)
            : 1,
        Replay.of(settings));
  }
}
