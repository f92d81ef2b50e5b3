// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.DiscriminatorSteps;
import saddlepoint.recipe.Player;

/**
 * Moves on one batch: the first draws rows, those after it learn from what it left. No activations
 * are needed from one turn to the next, so between turns a training is its state alone: there it
 * can be saved, averaged with others and gone on with.
 *
 * @param moves at least one; all but the first on {@link Move.Batch#KEPT}
 */
record Turn(List<Move> moves) {
  Turn {
    moves = List.copyOf(moves);
    for (int i = 0; i < moves.size(); i++) {
      if ((i > 0) != (moves.get(i).batch() == Move.Batch.KEPT)) {
        throw new IllegalArgumentException("a turn draws rows in its first move alone: " + moves);
      }
    }
  }

  /**
   * A turn that is the only one of a step to draw its batch, and is told.
   *
   * @param learners those of each of its moves
   */
  @SafeVarargs
  static Turn of(Move.Batch batch, List<Player>... learners) {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < learners.length; i++) {
      List<Player> later = new ArrayList<>();
      for (int j = i + 1; j < learners.length; j++) {
        later.addAll(learners[j]);
      }
      moves.add(
          new Move(
              i == 0 ? batch : Move.Batch.KEPT,
              0,
              DiscriminatorSteps.ONE,
              learners[i],
              later,
              /* isTold= */ true));
    }
    return new Turn(moves);
  }
}
