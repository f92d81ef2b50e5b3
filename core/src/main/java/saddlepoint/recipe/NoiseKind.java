// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Distribution of G's input z. */
public enum NoiseKind implements Choice {
  /** Uniform on [-noise-range, noise-range). */
  UNIFORM,
  /** Normal(0, noise-range). */
  NORMAL,
  /**
   * The batch's rows stand evenly on [-noise-range, noise-range], both ends included, each moved up
   * by noise-jitter times a uniform draw.
   */
  LINSPACE
}
