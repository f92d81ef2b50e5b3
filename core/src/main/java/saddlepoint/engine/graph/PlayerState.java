// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.io.Serializable;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;

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
  /** What the state of a GAN takes in memory, and on the way between JVMs. */
  public static long bytes(Gan gan) {
    return Double.BYTES
        * (numbers(gan.generator(), gan.generatorOptimizer())
            + numbers(gan.discriminator(), gan.discriminatorOptimizer()));
  }

  private static long numbers(Network network, Optimizer rule) {
    return (1L + GraphOptimizer.states(rule)) * network.parameters();
  }

  /** The same players with optimizers that know nothing. */
  PlayerState forgotten() {
    return new PlayerState(parameters, new double[optimizers.length]);
  }
}
