// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * How many workers train one GAN together. A step takes a batch of {@code workers * batch} rows, of
 * which worker w has rows {@code [w * batch, (w + 1) * batch)}; each moves its own players, and all
 * go on from the mean of the parameters and of the optimizers' states.
 *
 * @param mode whether there are several workers at all
 * @param workers at least 1; 1 if independent
 * @param averagingFrequency own updates of a worker (GAN steps, or updates before the game) from
 *     one mean to the next
 */
public record Parallelism(TrainingMode mode, int workers, int averagingFrequency)
    implements Serializable {
  /** One worker. */
  public static final Parallelism NONE = new Parallelism(TrainingMode.INDEPENDENT, 1, 1);

  static Parallelism of(Settings settings) {
    return settings.get(Keys.TRAINING) == TrainingMode.INDEPENDENT
        ? NONE
        : new Parallelism(
            TrainingMode.DATA_PARALLEL,
            settings.get(Keys.WORKERS),
            settings.get(Keys.AVERAGING_FREQUENCY));
  }

  /** Whether workers train the GAN together, be it one alone. */
  public boolean isDataParallel() {
    return mode == TrainingMode.DATA_PARALLEL;
  }

  /** Why an engine that knows no workers refuses a GAN, or the empty text. */
  public String refusal() {
    return isDataParallel() ? "training = data-parallel needs --engine graph" : "";
  }
}
