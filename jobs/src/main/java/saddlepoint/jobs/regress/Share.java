// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import saddlepoint.metric.Verdict;

/**
 * Shares of verdicts by which nights are compared; any change counts, but of the last only a rise.
 */
enum Share {
  EQUILIBRIUM("CONVERGED or APPROXIMATE"),
  FALSE_EQUILIBRIUM("FALSE_EQUILIBRIUM"),
  COLLAPSED("COLLAPSED"),
  DIVERGED("DIVERGED"),
  FAILED("FAILED or TIMED_OUT");

  private final String words;

  Share(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Whether a trial counts. */
  boolean has(NightTrial trial) {
    return switch (this) {
      case EQUILIBRIUM -> trial.verdict().isEquilibrium();
      case FALSE_EQUILIBRIUM -> trial.verdict() == Verdict.FALSE_EQUILIBRIUM;
      case COLLAPSED -> trial.verdict() == Verdict.COLLAPSED;
      case DIVERGED -> trial.verdict() == Verdict.DIVERGED;
      case FAILED -> trial.verdict().isWorthRetrying();
    };
  }

  /** How many count. */
  int count(List<NightTrial> trials) {
    return (int) trials.stream().filter(this::has).count();
  }

  /** Which change of it is looked for. */
  AlternativeHypothesis alternative() {
    return this == FAILED ? AlternativeHypothesis.GREATER_THAN : AlternativeHypothesis.TWO_SIDED;
  }
}
