// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/**
 * The version of the arithmetic that training is defined by.
 *
 * <p>Two runs of one trial under one version have the same bits, whatever the CPU, the vector
 * width, the number of threads or the engine (of those that share the arithmetic). {@code
 * docs/numerics.md} is the specification.
 */
public final class Numerics {

  /**
   * Raised by one whenever any bit of training may change: a coefficient, the order of two
   * operations, the layout of a random stream. It is part of a trial's identity.
   */
  public static final int VERSION = 2;

  private Numerics() {}
}
