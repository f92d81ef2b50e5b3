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
  LINSPACE,
  /**
   * Uniform on the sphere of radius noise-range: a standard normal row divided by its Euclidean
   * norm (Muller 1959; as noise of generators White 2016, "Sampling generative networks"). A row of
   * norm 0, which is one in millions, is the first axis. Of two columns or more: on a line a sphere
   * is two points.
   */
  SPHERE
}
