// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * G's input.
 *
 * @param dimension columns; 0 for a generator without input
 * @param range half the width of uniform and linspace noise, standard deviation of normal noise
 * @param jitter width of the uniform jitter on linspace points
 * @param pool where it comes from; not fresh only for uniform and normal noise
 */
public record Noise(NoiseKind kind, int dimension, double range, double jitter, NoisePool pool)
    implements Serializable {
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
