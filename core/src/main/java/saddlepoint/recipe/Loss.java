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
        settings.uses(Keys.PROBABILITY_FLOOR) ? settings.get(Keys.PROBABILITY_FLOOR) : 0,
        settings.get(Keys.REAL_LABEL),
        settings.get(Keys.FAKE_LABEL),
        settings.get(Keys.LABEL_FLIP));
  }

  /**
   * Where the game rests when generated and real samples agree; none where D's best output would be
   * infinite. Flipping exchanges the targets of both kinds alike: the two targets that samples of
   * one place meet are the same with and without it, and so is D's optimum with its loss.
   */
  public Equilibrium equilibrium() {
    if (kind == LossKind.LEAST_SQUARES) {
      return Equilibrium.leastSquares(realLabel, fakeLabel);
    }
    double sum = realLabel + fakeLabel;
    return sum > 0 && sum < 2 ? Equilibrium.smoothed(realLabel, fakeLabel) : Equilibrium.none();
  }

  /**
   * What D is trained towards on average by samples of a kind, flipped as often as chance has it.
   */
  public double meanTarget(boolean isReal) {
    double own = isReal ? realLabel : fakeLabel;
    double other = isReal ? fakeLabel : realLabel;
    return (1 - flip) * own + flip * other;
  }
}
