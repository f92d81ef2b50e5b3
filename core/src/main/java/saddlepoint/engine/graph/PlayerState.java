// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.io.Serializable;

/**
 * Both players and what their optimizers have learnt. In double precision whatever the training's,
 * so that a mean of several hardly depends on the order in which they come. The arrays are not
 * copied.
 *
 * @param parameters G's, then D's, each in the order of {@code Snapshot}
 * @param optimizers the state of G's optimizer, then of D's, each as its moments one after the
 *     other; empty if both are sgd
 */
@SuppressWarnings("ArrayRecordComponent")
public record PlayerState(double[] parameters, double[] optimizers) implements Serializable {
  /** The same players with optimizers that know nothing. */
  PlayerState forgotten() {
    return new PlayerState(parameters, new double[optimizers.length]);
  }
}
