// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** The parts of a trial's row, in the order in which they are stored. */
enum TrialPart {
  /** Which trial it is. */
  IDENTITY,
  /** What was trained. */
  SETTINGS,
  /** What became of it. */
  OUTCOME,
  /** Its final figures. */
  FIGURES,
  /** Its figures at every logged step. */
  HISTORY,
  /** Its players' parameters. */
  SNAPSHOTS,
  /** Where its generators are. */
  GENERATORS,
  /** How, where and when it was recorded. */
  RECORDING
}
