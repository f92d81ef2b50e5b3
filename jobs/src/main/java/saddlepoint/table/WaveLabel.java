// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.Serializable;

/**
 * What the rows of a wave have in common.
 *
 * @param run the run's name
 * @param wave the wave's id
 * @param attempt 1, and one more for each retry
 * @param engine name of the engine that trained it
 * @param engineReason why that engine, one line
 */
public record WaveLabel(String run, String wave, int attempt, String engine, String engineReason)
    implements Serializable {}
