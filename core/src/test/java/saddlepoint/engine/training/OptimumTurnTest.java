// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import saddlepoint.recipe.Optimum;
import saddlepoint.recipe.Player;

/** When the turn goes over to the other player. */
class OptimumTurnTest {
  private static final Optimum OPTIMUM = new Optimum(2, 0.1);

  private static OptimumTurn after(double... losses) {
    OptimumTurn turn = OptimumTurn.FIRST;
    for (double loss : losses) {
      turn = turn.after(loss, OPTIMUM);
    }
    return turn;
  }

  @Test
  void oneWindowHasNothingBeforeIt() {
    assertThat(after(5, 5).mover()).isEqualTo(Player.DISCRIMINATOR);
    assertThat(after(-5, -5).mover()).isEqualTo(Player.DISCRIMINATOR);
  }

  @Test
  void aMeanThatFallsKeepsTheTurn() {
    assertThat(after(5, 5, 5, 4.7).mover()).isEqualTo(Player.DISCRIMINATOR);
    assertThat(after(5, 5, 9).mover()).isEqualTo(Player.DISCRIMINATOR);
    assertThat(after(5, 5, 4, 4, 3, 3, 2, 2).mover()).isEqualTo(Player.DISCRIMINATOR);
  }

  @Test
  void aMeanThatHardlyFallsOrRisesOrIsNoNumberEndsIt() {
    assertThat(after(5, 5, 5, 4.9).mover()).isEqualTo(Player.GENERATOR);
    assertThat(after(5, 5, 6, 6).mover()).isEqualTo(Player.GENERATOR);
    assertThat(after(5, 5, Double.NaN, 1).mover()).isEqualTo(Player.GENERATOR);
    assertThat(after(5, 5, 4, 4, 4, 4).mover()).isEqualTo(Player.GENERATOR);
  }

  @Test
  void eachTurnComparesItsOwnWindows() {
    assertThat(after(5, 5, 5, 5, 9, 9).mover()).isEqualTo(Player.GENERATOR);
    assertThat(after(5, 5, 5, 5, 9, 9, 9, 9).mover()).isEqualTo(Player.DISCRIMINATOR);
  }

  @Test
  void updatesAreThoseOfWhoMoved() {
    OptimumTurn turn = after(5, 5, 5, 5, 9, 9, 9);
    assertThat(turn.updates(Player.DISCRIMINATOR)).isEqualTo(4);
    assertThat(turn.updates(Player.GENERATOR)).isEqualTo(3);
  }

  @Test
  void itIsReadAsItWasWritten() {
    OptimumTurn turn = after(5, 5, 5, 5, 9, 9, 7);
    double[] numbers = new double[OptimumTurn.NUMBERS + 3];
    turn.write(numbers, 3);
    assertThat(OptimumTurn.read(numbers, 3)).isEqualTo(turn);
    assertThat(OptimumTurn.read(new double[OptimumTurn.NUMBERS], 0)).isEqualTo(OptimumTurn.FIRST);
  }
}
