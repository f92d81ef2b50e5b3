// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import saddlepoint.sweep.Plan;

/**
 * A sweep of which everything is known that can be known without training.
 *
 * @param run name of the run
 */
record PreparedSweep(Plan plan, EngineChoice choice, String run) {}
