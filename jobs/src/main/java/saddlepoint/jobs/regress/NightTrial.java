// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.Map;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;

/**
 * A trial of a fresh random seed, as the statistics see it.
 *
 * @param cell recipe, preset and what differs from it
 * @param figures final ones; those that it does not have are not there
 * @param firstInBand step at which the figures came into the band; infinite if they never did
 */
record NightTrial(String cell, Verdict verdict, Map<Metric, Double> figures, double firstInBand) {
  NightTrial {
    figures = Map.copyOf(figures);
  }
}
