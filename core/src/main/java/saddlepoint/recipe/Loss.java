// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import saddlepoint.metric.Equilibrium;

/**
 * The two players' losses and D's targets.
 *
 * @param clamp D stays in [clamp, 1 - clamp] with a clamped tanh
 * @param floor losses take log(max(p, floor)); 0 is none
 * @param realLabel D's target for real samples
 * @param fakeLabel D's target for generated samples
 * @param flip chance that a sample's two targets are exchanged
 */
public record Loss(
    LossKind kind,
    OutputKind output,
    double clamp,
    double floor,
    double realLabel,
    double fakeLabel,
    double flip)
    implements Serializable {
  static Loss of(Settings settings) {
    return new Loss(
        settings.get(Keys.LOSS),
        settings.get(Keys.DISCRIMINATOR_OUTPUT),
        settings.get(Keys.CLAMP),
        settings.get(Keys.PROBABILITY_FLOOR),
        settings.get(Keys.REAL_LABEL),
        settings.get(Keys.FAKE_LABEL),
        settings.get(Keys.LABEL_FLIP));
  }

  /**
   * Where the game rests when generated and real samples agree; flipping exchanges the targets of
   * both kinds alike and leaves their sum, so D's optimum is half the sum with and without it.
   */
  public Equilibrium equilibrium() {
    if (kind == LossKind.LEAST_SQUARES) {
      double real = realLabel * (1 - flip) + fakeLabel * flip;
      double fake = fakeLabel * (1 - flip) + realLabel * flip;
      return Equilibrium.leastSquares(real, fake);
    }
    return Equilibrium.smoothed(realLabel, fakeLabel);
  }
}
