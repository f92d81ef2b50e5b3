// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.function.LongConsumer;
import saddlepoint.recipe.Gan;

/**
 * Tells a listener how many steps were made, seldom enough that it costs nothing and often enough
 * for people who watch. Allocates nothing after it is made. Not thread safe.
 */
public final class StepCount {
  private static final int MOST_STEPS = 64;

  /** Of a listener's tenth of a second, on any core of today. */
  private static final double MULTIPLY_ADDS = 1e8;

  private final LongConsumer listener;
  private final int every;
  private int told;

  /**
   * A count of no steps.
   *
   * @param listener takes the steps of all trials together since it was told last
   * @param trials of one shape that are trained together
   */
  public StepCount(LongConsumer listener, Gan gan, int trials) {
    this.listener = listener;
    double worth = MULTIPLY_ADDS / (trials * gan.multiplyAddsPerStep());
    // Between workers the way to the next average is what takes long, however small the GAN.
    every = gan.parallelism().isDataParallel() ? 1 : (int) Math.max(1, Math.min(MOST_STEPS, worth));
  }

  /** Whether the end of a step is to be told of. */
  public boolean isDue(int step) {
    return step + 1 - told >= every;
  }

  /**
   * Tells the steps up to the end of this one.
   *
   * @param trials that made them
   */
  public void tell(int step, int trials) {
    listener.accept((long) trials * (step + 1 - told));
    told = step + 1;
  }
}
