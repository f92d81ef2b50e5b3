// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * D's updates of a step, each on a batch of its own. A step of D's warm-up is one of the first
 * ones, or one whose number is a multiple (Arjovsky et al. 2017 have 100 updates in the first 25
 * steps and in every 500th, and 5 else).
 *
 * @param usual at least 1
 * @param warmUp those of a step of warm-up; 0 where there is no warm-up
 * @param warmUpSteps the first steps, which are of warm-up
 * @param warmUpEvery steps 0, this, twice this, ... are of warm-up; 0 where none further is
 */
public record DiscriminatorSteps(int usual, int warmUp, int warmUpSteps, int warmUpEvery)
    implements Serializable {
  /** One update in each step. */
  public static final DiscriminatorSteps ONE = new DiscriminatorSteps(1, 0, 0, 0);

  /** Those of extragradient: one to the extrapolated point and one from where D was. */
  private static final DiscriminatorSteps HALVES = new DiscriminatorSteps(2, 0, 0, 0);

  static DiscriminatorSteps of(Settings settings) {
    return switch (settings.get(Keys.UPDATE_ORDER)) {
      case ALTERNATING, GENERATOR_FIRST -> alternating(settings);
      case SIMULTANEOUS, D_THEN_G, G_THEN_D, TO_OPTIMUM -> ONE;
      case EXTRAGRADIENT -> HALVES;
    };
  }

  private static DiscriminatorSteps alternating(Settings settings) {
    int usual = settings.get(Keys.DISCRIMINATOR_STEPS);
    boolean isWarmed =
        settings.uses(Keys.DISCRIMINATOR_WARM_UP) && settings.get(Keys.DISCRIMINATOR_WARM_UP) > 0;
    return isWarmed
        ? new DiscriminatorSteps(
            usual,
            settings.get(Keys.DISCRIMINATOR_WARM_UP),
            settings.get(Keys.DISCRIMINATOR_WARM_UP_STEPS),
            settings.get(Keys.DISCRIMINATOR_WARM_UP_EVERY))
        : new DiscriminatorSteps(usual, 0, 0, 0);
  }

  /** Whether a step, counted from 0, is of warm-up. */
  public boolean isWarmUp(int step) {
    return warmUp > 0 && (step < warmUpSteps || warmUpEvery > 0 && step % warmUpEvery == 0);
  }

  /** Updates of a step, counted from 0. */
  public int of(int step) {
    return isWarmUp(step) ? warmUp : usual;
  }

  /** Updates of the first steps together. */
  public long before(long steps) {
    return steps * usual + warmUpsBefore(steps) * (warmUp - usual);
  }

  /** How many of the first steps are of warm-up. */
  public long warmUpsBefore(long steps) {
    if (warmUp == 0) {
      return 0;
    }
    long first = Math.min(steps, warmUpSteps);
    return warmUpEvery == 0 ? first : first + multiples(steps) - multiples(first);
  }

  /** Multiples of the period below a number. */
  private long multiples(long end) {
    return (end + warmUpEvery - 1) / warmUpEvery;
  }
}
