// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static saddlepoint.engine.training.Move.Batch.BOTH;
import static saddlepoint.engine.training.Move.Batch.GENERATED;
import static saddlepoint.recipe.Player.DISCRIMINATOR;
import static saddlepoint.recipe.Player.GENERATOR;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import saddlepoint.recipe.DiscriminatorSteps;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Player;

/**
 * The turns of each step, of which there are two kinds, usual ones and those of D's warm-up: the
 * only place of training that knows what an update order means.
 * docs/adr/0008-one-schedule-of-moves.md has the orders that are to come.
 */
public final class Schedule {
  private final DiscriminatorSteps discriminatorSteps;
  private final List<Turn> usual;
  private final List<Turn> warmUp;

  private Schedule(DiscriminatorSteps discriminatorSteps, List<Turn> usual, List<Turn> warmUp) {
    this.discriminatorSteps = discriminatorSteps;
    this.usual = List.copyOf(usual);
    this.warmUp = List.copyOf(warmUp);
  }

  /** The schedule of a GAN's update order. */
  public static Schedule of(Gan gan) {
    DiscriminatorSteps steps = gan.discriminatorSteps();
    List<Turn> generator = generator(gan.loss());
    return switch (gan.updateOrder()) {
      case ALTERNATING ->
          new Schedule(
              steps,
              joined(discriminator(steps, steps.usual()), generator),
              joined(discriminator(steps, steps.warmUp()), generator));
      case GENERATOR_FIRST ->
          new Schedule(
              steps,
              joined(generator, discriminator(steps, steps.usual())),
              joined(generator, discriminator(steps, steps.warmUp())));
      // Who of the two moves is decided as it goes: ToOptimum.
      case SIMULTANEOUS, TO_OPTIMUM -> always(Turn.of(BOTH, List.of(DISCRIMINATOR, GENERATOR)));
      case D_THEN_G -> always(Turn.of(BOTH, List.of(DISCRIMINATOR), List.of(GENERATOR)));
      case G_THEN_D -> always(Turn.of(BOTH, List.of(GENERATOR), List.of(DISCRIMINATOR)));
      case EXTRAGRADIENT -> extragradient(steps);
    };
  }

  private static Schedule always(Turn turn) {
    return new Schedule(DiscriminatorSteps.ONE, List.of(turn), List.of(turn));
  }

  /** Both halves are one turn, so that where the players were is no part of a state. */
  private static Schedule extragradient(DiscriminatorSteps steps) {
    List<Turn> turns =
        List.of(
            new Turn(
                List.of(
                    half(steps, 0, Move.From.HERE_ON_TRIAL), half(steps, 1, Move.From.BEFORE))));
    return new Schedule(steps, turns, turns);
  }

  private static Move half(DiscriminatorSteps steps, int index, Move.From from) {
    List<Player> both = List.of(DISCRIMINATOR, GENERATOR);
    return new Move(BOTH, index, steps, both, List.of(), /* isTold= */ index == 0, from);
  }

  private static List<Turn> joined(List<Turn> first, List<Turn> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** By a relativistic loss G learns from real rows too. */
  private static List<Turn> generator(Loss loss) {
    return List.of(Turn.of(loss.isRelativistic() ? BOTH : GENERATED, List.of(GENERATOR)));
  }

  private static List<Turn> discriminator(DiscriminatorSteps steps, int updates) {
    List<Turn> turns = new ArrayList<>();
    for (int k = 0; k < updates; k++) {
      boolean isLast = k == updates - 1;
      turns.add(
          new Turn(
              List.of(
                  new Move(
                      BOTH, k, steps, List.of(DISCRIMINATOR), List.of(), isLast, Move.From.HERE))));
    }
    return turns;
  }

  /** The turns of a step, at least one. */
  public List<Turn> turns(int step) {
    return discriminatorSteps.isWarmUp(step) ? warmUp : usual;
  }

  /** Turns of the first steps together. */
  public long turnsBefore(long steps) {
    return steps * usual.size()
        + discriminatorSteps.warmUpsBefore(steps) * (warmUp.size() - usual.size());
  }

  /** Which step a turn of the game is of, both counted from 0. */
  public int step(long turn) {
    if (warmUp.size() == usual.size() || discriminatorSteps.warmUp() == 0) {
      return (int) (turn / usual.size());
    }
    int from = 0;
    int to = Integer.MAX_VALUE;
    while (from < to) {
      int middle = from + (to - from) / 2;
      if (turnsBefore(middle + 1L) > turn) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  /** Whether as many turns end with a step. */
  public boolean isEndOfStep(long turns) {
    return turnsBefore(step(turns)) == turns;
  }

  /** Whether a player learns from activations after the other was updated. */
  public boolean keepsActivations() {
    return usual.stream()
        .flatMap(turn -> turn.moves().stream())
        .anyMatch(move -> !move.laterLearners().isEmpty());
  }

  /** Whether players go back to where they were before a move. */
  public boolean goesBack() {
    return usual.stream()
        .flatMap(turn -> turn.moves().stream())
        .anyMatch(move -> move.from() == Move.From.BEFORE);
  }

  /** Updates of a player in the first turns of the game. */
  long updates(Player player, long turns) {
    int step = step(turns);
    long warmUps = discriminatorSteps.warmUpsBefore(step);
    int ofRest = (int) (turns - turnsBefore(step));
    return (step - warmUps) * updates(player, usual)
        + warmUps * updates(player, warmUp)
        + updates(player, turns(step).subList(0, ofRest));
  }

  private static long updates(Player player, List<Turn> turns) {
    return turns.stream()
        .flatMap(turn -> turn.moves().stream())
        .filter(move -> move.teaches(player))
        .count();
  }
}
