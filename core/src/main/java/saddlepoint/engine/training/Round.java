// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.Serializable;

/**
 * Turns {@code [from, to)} of a phase, which are made without a look at the clock.
 *
 * @param from first turn of the phase
 * @param to after the last
 */
public record Round(Phase phase, long from, long to) implements Serializable {}
