// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.DiscriminatorSteps;
import saddlepoint.recipe.Player;

/**
 * Moves on one batch: the first draws rows, those after it learn from what it left. A move from
 * where players were before draws rows of its own. Nothing but the players is needed from one turn
 * to the next, so between turns a training is its state alone: there it can be saved, averaged with
 * others and gone on with.
 *
 * @param moves at least one; all but the first on {@link Move.Batch#KEPT} or {@link
 *     Move.From#BEFORE}
 */
record Turn(List<Move> moves) {
  Turn {
    moves = List.copyOf(moves);
    boolean isOnTrial = false;
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      boolean draws = move.batch() != Move.Batch.KEPT;
      boolean goesBack = move.from() == Move.From.BEFORE;
      if (draws != (i == 0 || goesBack)) {
        throw new IllegalArgumentException(
            "a turn draws in its first move and where it goes back: " + moves);
      }
      requireReturn(goesBack == isOnTrial, moves);
      isOnTrial = move.from() == Move.From.HERE_ON_TRIAL;
    }
    requireReturn(!isOnTrial, moves);
  }

  private static void requireReturn(boolean isSo, List<Move> moves) {
    if (!isSo) {
      throw new IllegalArgumentException("what is tried is gone back from: " + moves);
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
              /* isTold= */ true,
              Move.From.HERE));
    }
    return new Turn(moves);
  }
}
