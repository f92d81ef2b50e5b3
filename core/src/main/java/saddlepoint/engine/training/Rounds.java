// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;

/** Makes the rounds of a training; which, when and how often is {@link Training}'s affair. */
public interface Rounds {
  /** Hears of the steps of the game that a round begins and ends. */
  interface Steps {
    /** Takes no notice. */
    Steps UNHEARD =
        new Steps() {
          @Override
          public void begin(int step) {}

          @Override
          public void end(int step) {}
        };

    /** Before the first turn of a step. */
    void begin(int step);

    /** After the last turn of a step, with both players as it has left them. */
    void end(int step);
  }

  /** Makes the optimizers of both players know nothing, before a phase. */
  void forget();

  /** After the last turn of the round that begins with a turn of a phase. */
  long end(Phase phase, long from);

  /**
   * Makes a round.
   *
   * @param from its first turn of the phase
   * @param to after its last
   */
  void make(Phase phase, long from, long to, Steps steps);

  /** What made the rounds so far. */
  Device device();

  /** Both players of a trial as they are. */
  Snapshot snapshot(int trial, int step);

  /** The same to be asked, until the next round. */
  Players players(int trial, int step);

  /**
   * The same with G's average in G's place, which must be kept. Those of {@link #players} are not
   * to be asked any more.
   */
  Players averaged(int trial, int step);
}
