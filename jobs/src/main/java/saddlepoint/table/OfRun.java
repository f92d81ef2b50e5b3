// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** What is told of a run beside its rows. */
interface OfRun {
  /** The run's name. */
  String run();
}
