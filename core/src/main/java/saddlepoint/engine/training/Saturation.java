// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Player;

/**
 * Where the losses of a GAN meet log 0 in float probabilities, which an original would have seen as
 * an infinite loss.
 *
 * @param rows whose rows
 * @param output what D puts out there, 0 or 1
 */
record Saturation(Machine.Rows rows, double output) {
  /** Those of a player's loss; none where it takes no logarithm, or one that is held. */
  static List<Saturation> of(Gan gan, Player player) {
    Loss loss = gan.loss();
    boolean canSaturate =
        loss.kind() != LossKind.LEAST_SQUARES
            && loss.output() == OutputKind.SIGMOID
            && loss.floor() == 0;
    if (!canSaturate) {
      return List.of();
    }
    return switch (player) {
      case GENERATOR ->
          List.of(
              new Saturation(
                  Machine.Rows.GENERATED, loss.kind() == LossKind.NON_SATURATING ? 0 : 1));
      case DISCRIMINATOR -> ofDiscriminator(loss);
    };
  }

  private static List<Saturation> ofDiscriminator(Loss loss) {
    List<Saturation> all = new ArrayList<>();
    all.add(new Saturation(Machine.Rows.REAL, 0));
    all.add(new Saturation(Machine.Rows.GENERATED, 1));
    boolean mixes = loss.flip() > 0;
    if (mixes || loss.realLabel() != 1) {
      all.add(new Saturation(Machine.Rows.REAL, 1));
    }
    if (mixes || loss.fakeLabel() != 0) {
      all.add(new Saturation(Machine.Rows.GENERATED, 0));
    }
    return List.copyOf(all);
  }
}
