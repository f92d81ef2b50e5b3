// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * G's input.
 *
 * @param dimension columns; 0 for a generator without input
 * @param range half the width of uniform and linspace noise, standard deviation of normal noise,
 *     radius of a sphere
 * @param jitter width of the uniform jitter on linspace points
 * @param pool where it comes from; linspace noise is always fresh
 */
public record Noise(NoiseKind kind, int dimension, double range, double jitter, NoisePool pool)
    implements Serializable {
  private static final int LEAST_OF_A_SPHERE = 2;

  /**
   * Checks that a sphere has room.
   *
   * @throws IllegalArgumentException if it has less than two columns
   */
  public Noise {
    if (kind == NoiseKind.SPHERE && dimension < LEAST_OF_A_SPHERE) {
      throw new IllegalArgumentException(
          "noise = sphere needs noise-dimension >= 2, got "
              + dimension
              + ": on a line a sphere is two points; set noise-dimension = 2 or noise = normal");
    }
  }

  /** Fresh noise. */
  public Noise(NoiseKind kind, int dimension, double range, double jitter) {
    this(kind, dimension, range, jitter, NoisePool.FRESH);
  }

  static Noise of(Settings settings) {
    return new Noise(
        settings.get(Keys.NOISE),
        settings.get(Keys.NOISE_DIMENSION),
        settings.get(Keys.NOISE_RANGE),
        settings.get(Keys.NOISE_JITTER),
        settings.has(Keys.NOISE_POOL) && settings.uses(Keys.NOISE_POOL)
            ? settings.get(Keys.NOISE_POOL)
            : NoisePool.FRESH);
  }
}
