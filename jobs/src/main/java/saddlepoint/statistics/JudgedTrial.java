// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.statistics;

import saddlepoint.metric.Verdict;

/**
 * A trial and its verdict, for comparisons.
 *
 * @param run that it is in; a trial may be in several
 * @param arithmetic which bits it has
 */
public record JudgedTrial(
    String run,
    String id,
    String recipe,
    String arithmetic,
    int randomSeed,
    CellValues settings,
    Verdict verdict) {}
