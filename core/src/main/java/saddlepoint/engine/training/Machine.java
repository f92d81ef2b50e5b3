// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Player;

/**
 * What an engine makes of a training: both players of some trials of one shape, and what a move
 * does with them. When each is asked for is not its affair. Not thread safe.
 */
public interface Machine {
  /**
   * Draws the rows of a move, if it draws any, and lets both players see them: G makes generated
   * rows, D puts out a number for each. May find gradients of the move's learners on the way.
   */
  void look(Move move, int step);

  /**
   * Makes a player's gradient from what was looked at last, and both players as they are by now.
   */
  void learn(Player player, Move move);

  /** Makes a player's gradient in its pre-training. */
  void fit(Player player, int update);

  /**
   * Makes a player's gradient the one that it moves by: clipped, then with what its parameters, as
   * they are by now, count for in it. Comes before each update.
   */
  void prepare(Player player);

  /** Moves a player's parameters by its gradient. */
  void update(Player player);

  /** Remembers a player's parameters, where a schedule {@linkplain Schedule#goesBack goes back}. */
  void remember(Player player);

  /** Sets a player's parameters to those remembered last; its gradient and optimizer stay. */
  void goBack(Player player);

  /** Holds every parameter of D within the bound of its trial's weight clipping. */
  void clip();

  /** Moves G's average, which must be kept, towards G as it is. */
  void average();

  /**
   * Makes the optimizers of both players know nothing, and has G's average, if one is kept, begin
   * with G as it is.
   */
  void forget();

  /**
   * Tells the figures that a player has learned from last.
   *
   * @param logs one a trial
   */
  void tell(Player player, int step, List<? extends StepLog> logs);

  /**
   * Tells the trials in which D has put out a number exactly for any row that was looked at last.
   *
   * @param ofReal whether among the real rows, else among the generated ones
   * @param logs one a trial
   */
  void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs);

  /** Both players of a trial as they are. */
  Snapshot snapshot(int trial, int step);

  /** The same to be asked, until anything moves. */
  Players players(int trial, int step);

  /**
   * The same with G's average in G's place, which must be kept. Those of {@link #players} are not
   * to be asked any more.
   */
  Players averaged(int trial, int step);

  /** What it computes on. */
  default Device device() {
    return Device.JVM;
  }

  /** A trial's state between two turns. */
  TrainingState state(int trial);

  /**
   * Goes on with other states, as after the first turns of a phase.
   *
   * @param states one a trial
   */
  void resume(Phase phase, long turns, List<TrainingState> states);
}
