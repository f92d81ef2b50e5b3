// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;

/**
 * Both players as they were after a step. Everything that a picture shows can be computed from it.
 * The arrays are not copied.
 *
 * @param step after which
 * @param generator its parameters, weights before biases, layer by layer
 * @param discriminator its parameters, likewise
 */
@SuppressWarnings("ArrayRecordComponent")
public record Snapshot(int step, float[] generator, float[] discriminator)
    implements Serializable {}
