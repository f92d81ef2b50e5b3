// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.engine.scalar.DiracGame.State;
import saddlepoint.recipe.UpdateOrder;

/** The engine's double form against the recurrence of the Dirac-GAN, for every order. */
class UpdateOrderTest {
  private static final int STEPS = 60;

  private static void assertFollows(Consumer<DiracGame> settings) {
    DiracGame game = new DiracGame();
    settings.accept(game);
    List<State> trained = game.train(STEPS);
    List<State> expected = game.play(STEPS);
    for (int step = 0; step < STEPS; step++) {
      State actual = trained.get(step);
      assertThat(actual.theta())
          .as("theta after step %s", step)
          .isCloseTo(expected.get(step).theta(), within(1e-10));
      assertThat(actual.psi())
          .as("psi after step %s", step)
          .isCloseTo(expected.get(step).psi(), within(1e-10));
    }
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void minimax(UpdateOrder order) {
    assertFollows(game -> game.order = order);
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void nonSaturatingWithMomentumAndDecayAwayFromZero(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.saturating = false;
          game.data = 0.75;
          game.momentum = 0.6;
          game.rateG = 0.07;
          game.rateD = 0.2;
          game.decayRate = 0.5;
          game.decaySteps = 20;
        });
  }

  /** By the gradient of where a player is, which of extragradient is the point that is tried. */
  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void weightsDecay(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.data = 0.75;
          game.momentum = 0.6;
          game.weightDecay = 0.3;
        });
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void instanceNoiseThatFallsToNothing(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.data = 0.75;
          game.instanceNoise = 0.5;
          game.instanceNoiseSteps = 40;
        });
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void instanceNoiseThatStays(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.instanceNoise = 0.3;
        });
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void smoothedAndFlippedLabels(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.data = -0.5;
          game.realLabel = 0.875;
          game.fakeLabel = 0.125;
          game.flip = 0.3;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"ALTERNATING", "GENERATOR_FIRST"})
  void severalDiscriminatorStepsWithTheirOwnCounterAndNoise(UpdateOrder order) {
    assertFollows(
        game -> {
          game.order = order;
          game.discriminatorSteps = 3;
          game.warmUp = 5;
          game.warmUpSteps = 2;
          game.warmUpEvery = 7;
          game.data = 0.75;
          game.momentum = 0.5;
          game.decayRate = 0.5;
          game.decaySteps = 30;
          game.instanceNoise = 0.4;
          game.instanceNoiseSteps = 50;
          game.flip = 0.2;
        });
  }

  @Test
  void ordersDifferButTheGeneratorFirstOnOneBatchIsSimultaneous() {
    State simultaneous = last(UpdateOrder.SIMULTANEOUS);
    State alternating = last(UpdateOrder.ALTERNATING);
    State retained = last(UpdateOrder.D_THEN_G);
    assertThat(alternating).isNotEqualTo(simultaneous);
    assertThat(retained).isNotEqualTo(simultaneous).isNotEqualTo(alternating);
    assertThat(last(UpdateOrder.GENERATOR_FIRST))
        .isNotEqualTo(simultaneous)
        .isNotEqualTo(alternating)
        .isNotEqualTo(retained);
    assertThat(last(UpdateOrder.EXTRAGRADIENT))
        .isNotEqualTo(simultaneous)
        .isNotEqualTo(alternating)
        .isNotEqualTo(retained);
    // D's weights have not moved when it looks at the samples from before G's move.
    assertThat(last(UpdateOrder.G_THEN_D)).isEqualTo(simultaneous);
  }

  /** D comes to its optimum first and then G; while one moves, the other stands still. */
  @Test
  void playersThatMoveToTheirOptimumTakeTurns() {
    DiracGame game = new DiracGame();
    game.order = UpdateOrder.TO_OPTIMUM;
    // By minimax a player's loss falls without end.
    game.saturating = false;
    List<State> states = game.train(400);
    int changes = 0;
    boolean wasG = false;
    State before = new State(1, 1);
    for (State after : states) {
      boolean movesD = after.psi() != before.psi();
      boolean movesG = after.theta() != before.theta();
      assertThat(movesD).isNotEqualTo(movesG);
      changes += movesG == wasG ? 0 : 1;
      wasG = movesG;
      before = after;
    }
    assertThat(states.get(0).theta()).isEqualTo(1);
    assertThat(changes).isGreaterThan(2);
  }

  private static State last(UpdateOrder order) {
    DiracGame game = new DiracGame();
    game.order = order;
    return game.train(10).get(9);
  }

  @Test
  void simultaneousDescentMovesAwayFromTheSaddlePointByAnExactFactor() {
    int steps = 500;
    double rate = 0.1;
    List<State> states = DiracGame.train(steps, Map.of());
    State before = new State(1, 1);
    for (State after : states) {
      double s = 1 / (1 + Math.exp(-before.psi() * before.theta()));
      double factor = 1 + rate * rate * s * s;
      assertThat(after.squaredRadius() / before.squaredRadius()).isCloseTo(factor, within(1e-13));
      before = after;
    }
    List<State> recurrence = new DiracGame().play(steps);
    assertThat(before.squaredRadius())
        .isCloseTo(recurrence.get(steps - 1).squaredRadius(), within(1e-10));
    assertThat(before.squaredRadius()).isGreaterThan(3);
  }
}
