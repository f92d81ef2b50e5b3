// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.metric.Distribution;
import saddlepoint.metric.Normal;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NoiseKind;

/** What G is to make of a noise in pre-training on 1-D data: the data's quantile at its rank. */
public final class PretrainingTargets {
  // Quantiles of the noise stay this far from 0 and 1, where a normal's are infinite.
  private static final double EDGE = 1e-4;

  private final Gan gan;
  private final Distribution data;

  /** Targets of a GAN whose data has a density. */
  public PretrainingTargets(Gan gan) {
    this.gan = gan;
    data = gan.judge().distribution().orElseThrow();
  }

  /** The target of one noise. */
  public float of(float z) {
    double range = gan.noise().range();
    double u =
        gan.noise().kind() == NoiseKind.NORMAL
            ? new Normal(0, range).cumulative(z)
            : (z + range) / (2 * range);
    return (float) data.quantile(Math.min(Math.max(u, EDGE), 1 - EDGE));
  }
}
