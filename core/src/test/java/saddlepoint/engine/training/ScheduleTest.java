// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/** What is counted in closed form is what comes of going through the steps. */
class ScheduleTest {
  private static final Map<String, Object> EXTRAGRADIENT = Map.of("update-order", "extragradient");

  @ParameterizedTest
  @CsvSource({
    "alternating, 5, 100, 25, 500",
    "generator-first, 5, 100, 25, 500",
    "alternating, 2, 7, 3, 4",
    "alternating, 3, 1, 10, 0",
    "alternating, 3, 3, 10, 2",
    "generator-first, 4, 6, 0, 3",
    "alternating, 3, 0, 0, 0",
    "simultaneous, 3, 0, 0, 0",
    "extragradient, 3, 0, 0, 0"
  })
  void turnsAndUpdatesAreCounted(
      String order, int usual, int warmUp, int warmUpSteps, int warmUpEvery) {
    Map<String, Object> raw = new HashMap<>();
    raw.put("update-order", order);
    raw.put("discriminator-steps", usual);
    raw.put("discriminator-warm-up", warmUp);
    raw.put("discriminator-warm-up-steps", warmUpSteps);
    raw.put("discriminator-warm-up-every", warmUpEvery);
    Gan gan = Trials.of("ring", raw).gan();
    Schedule schedule = Schedule.of(gan);
    long turns = 0;
    long updatesOfD = 0;
    long updatesOfG = 0;
    for (int step = 0; step < 1100; step++) {
      boolean isWarmUp =
          warmUp > 0 && (step < warmUpSteps || warmUpEvery > 0 && step % warmUpEvery == 0);
      int wanted =
          switch (order) {
            case "simultaneous" -> 1;
            case "extragradient" -> 2;
            default -> isWarmUp ? warmUp : usual;
          };
      assertThat(schedule.turnsBefore(step)).isEqualTo(turns);
      assertThat(schedule.isEndOfStep(turns)).isTrue();
      assertThat(gan.realRows(step)).isEqualTo(updatesOfD * gan.batch());
      int ofStep = 0;
      int told = 0;
      for (Turn turn : schedule.turns(step)) {
        assertThat(schedule.step(turns)).isEqualTo(step);
        assertThat(schedule.updates(Player.DISCRIMINATOR, turns)).isEqualTo(updatesOfD);
        assertThat(schedule.updates(Player.GENERATOR, turns)).isEqualTo(updatesOfG);
        for (Move move : turn.moves()) {
          if (move.teaches(Player.DISCRIMINATOR)) {
            assertThat(move.update(step)).isEqualTo((int) updatesOfD);
            updatesOfD++;
            ofStep++;
            told += move.isTold() ? 1 : 0;
          }
          if (move.teaches(Player.GENERATOR)) {
            assertThat(move.update(step)).isEqualTo((int) updatesOfG);
            updatesOfG++;
          }
        }
        turns++;
      }
      assertThat(ofStep).isEqualTo(wanted);
      assertThat(told).isEqualTo(1);
    }
  }

  /** What is tried is gone back from at once, on rows of its own. */
  @Test
  void aTurnThatTriesAPointGoesBack() {
    Turn halves = Schedule.of(Trials.of("ring", EXTRAGRADIENT).gan()).turns(0).get(0);
    Move first = halves.moves().get(0);
    Move second = halves.moves().get(1);
    assertThat(halves.moves()).hasSize(2);
    assertThat(second.update(5)).isEqualTo(11).isEqualTo(first.update(5) + 1);

    assertThatThrownBy(() -> new Turn(List.of(second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("what is tried is gone back from: ");
    assertThatThrownBy(() -> new Turn(List.of(first, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a turn draws in its first move and where it goes back: ");
    assertThatThrownBy(() -> new Turn(List.of(first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("what is tried is gone back from: ");
  }
}
