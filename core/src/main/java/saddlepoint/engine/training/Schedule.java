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
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * The turns of a step, which every step repeats: the only place of training that knows what an
 * update order means. docs/adr/0008-one-schedule-of-moves.md has the orders that are to come.
 *
 * @param turns at least one
 */
public record Schedule(List<Turn> turns) {
  public Schedule {
    turns = List.copyOf(turns);
  }

  /** The schedule of a GAN's update order. */
  public static Schedule of(Gan gan) {
    return switch (gan.updateOrder()) {
      case ALTERNATING ->
          new Schedule(joined(discriminator(gan.discriminatorSteps()), generator()));
      case GENERATOR_FIRST ->
          new Schedule(joined(generator(), discriminator(gan.discriminatorSteps())));
      case SIMULTANEOUS -> new Schedule(List.of(Turn.of(BOTH, List.of(DISCRIMINATOR, GENERATOR))));
      case D_THEN_G ->
          new Schedule(List.of(Turn.of(BOTH, List.of(DISCRIMINATOR), List.of(GENERATOR))));
      case G_THEN_D ->
          new Schedule(List.of(Turn.of(BOTH, List.of(GENERATOR), List.of(DISCRIMINATOR))));
    };
  }

  private static List<Turn> joined(List<Turn> first, List<Turn> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Turn> generator() {
    return List.of(Turn.of(GENERATED, List.of(GENERATOR)));
  }

  private static List<Turn> discriminator(int steps) {
    List<Turn> turns = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      boolean isLast = k == steps - 1;
      turns.add(
          new Turn(List.of(new Move(BOTH, k, steps, List.of(DISCRIMINATOR), List.of(), isLast))));
    }
    return turns;
  }

  /** Turns of one step. */
  public int turnsPerStep() {
    return turns.size();
  }

  /** Whether a player learns from activations after the other was updated. */
  public boolean keepsActivations() {
    return turns.stream()
        .flatMap(turn -> turn.moves().stream())
        .anyMatch(move -> !move.laterLearners().isEmpty());
  }

  /** Updates of a player in the first turns of the game. */
  long updates(Player player, long turns) {
    long ofStep = 0;
    long ofRest = 0;
    for (int index = 0; index < turnsPerStep(); index++) {
      long learns =
          this.turns.get(index).moves().stream().filter(move -> move.teaches(player)).count();
      ofStep += learns;
      ofRest += index < turns % turnsPerStep() ? learns : 0;
    }
    return turns / turnsPerStep() * ofStep + ofRest;
  }
}
