// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import saddlepoint.recipe.DiscriminatorSteps;
import saddlepoint.recipe.Player;

/**
 * One move of a step: rows are looked at, the players that learn find their gradients from them one
 * after the other, and then each of these is updated.
 *
 * @param batch what is looked at
 * @param index of the move among those of a step that draw such a batch, from 0
 * @param drawing how many moves of each step draw such a batch
 * @param learners who learn, in this order, at least one
 * @param laterLearners who learn in moves after this one from what it leaves
 * @param isTold whether the figures of a logged step are told of this move
 * @param from where its updates move the players from
 */
public record Move(
    Batch batch,
    int index,
    DiscriminatorSteps drawing,
    List<Player> learners,
    List<Player> laterLearners,
    boolean isTold,
    From from) {
  /** What is looked at. */
  public enum Batch {
    /** Fresh real rows and fresh generated ones. */
    BOTH,
    /** Fresh generated rows alone. */
    GENERATED,
    /** What the move before has left: its rows and the activations of both players on them. */
    KEPT
  }

  /** Where updates move a player from. */
  public enum From {
    /** Where it is. */
    HERE,
    /** Where it is, to a point that is tried: the move after this one goes from here as well. */
    HERE_ON_TRIAL,
    /** Where it was before the move before this one, by gradients of where it is. */
    BEFORE
  }

  public Move {
    learners = List.copyOf(learners);
    laterLearners = List.copyOf(laterLearners);
  }

  /** Where what is looked at is drawn from. */
  public BatchStreams streams() {
    return reaches(Player.DISCRIMINATOR)
        ? BatchStreams.OF_DISCRIMINATOR
        : BatchStreams.OF_GENERATOR;
  }

  /** Which draw of its streams the batch of a step is. */
  public int update(int step) {
    return (int) drawing.before(step) + index;
  }

  /** Whether a player learns in this move. */
  public boolean teaches(Player player) {
    return learners.contains(player);
  }

  /** Whether a player learns from what is looked at, in this move or a later one. */
  public boolean reaches(Player player) {
    return teaches(player) || laterLearners.contains(player);
  }
}
