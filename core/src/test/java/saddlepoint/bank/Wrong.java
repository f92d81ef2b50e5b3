// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A family with all but its magnitude drawn; magnitude 0 is the data, and the divergence grows with
 * it.
 *
 * @param generator of a magnitude
 * @param divergence of a magnitude, in nats
 * @param most the greatest magnitude
 * @param stale the generator that a stale discriminator is the best for
 * @param data itself
 */
record Wrong(
    DoubleFunction<Density> generator,
    DoubleUnaryOperator divergence,
    double most,
    Density stale,
    Density data) {
  private static final int BISECTIONS = 24;

  boolean reaches(double wanted) {
    return divergence.applyAsDouble(most) > wanted;
  }

  /** The magnitude that gives a divergence, which {@link #reaches} says there is. */
  double magnitude(double wanted) {
    double low = 0;
    double high = most;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (divergence.applyAsDouble(middle) > wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
