// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import saddlepoint.metric.Verdict;

/**
 * A trial of a fresh random seed, as the statistics see it.
 *
 * @param cell recipe, preset and what differs from it
 * @param wasserstein W1 to the data; NaN if it has none
 * @param score of D, over the window; NaN if it has none
 * @param firstInBand step at which the figures came into the band; infinite if they never did
 */
record NightTrial(
    String cell, Verdict verdict, double wasserstein, double score, double firstInBand) {}
