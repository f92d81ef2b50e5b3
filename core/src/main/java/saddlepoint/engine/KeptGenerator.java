// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;

/**
 * G as it was after a step. The array is not copied.
 *
 * @param step after which
 * @param parameters weights before biases, layer by layer
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptGenerator(int step, float[] parameters) implements Serializable {}
