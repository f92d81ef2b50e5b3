// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** Hears of trials as they end. Called by the thread that trains. */
public interface TrialListener {
  /** A trial ended; called exactly once for each trial of a cohort. */
  void ended(TrialResult result);
}
