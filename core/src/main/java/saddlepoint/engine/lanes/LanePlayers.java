// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import saddlepoint.engine.training.Schedule;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** Both players of all lanes with their optimizers and passes. */
final class LanePlayers {
  final LaneNetwork generator;
  final LaneNetwork discriminator;
  final LaneOptimizer generatorOptimizer;
  final LaneOptimizer discriminatorOptimizer;
  final LanePass generatorPass;
  final LanePass discriminatorPass;

  /** Of real rows; another one than that of generated ones where a loss compares the two. */
  final LanePass realPass;

  final LaneLosses losses;
  final LanePenalty penalty;
  private final List<Network> generators;
  private final List<Network> discriminators;

  /**
   * Players that are not initialized.
   *
   * @param rows that go through the networks at once
   */
  LanePlayers(Arena arena, List<Gan> gans, int rows) {
    generators = gans.stream().map(Gan::generator).toList();
    discriminators = gans.stream().map(Gan::discriminator).toList();
    boolean goesBack = Schedule.of(gans.get(0)).goesBack();
    generator =
        new LaneNetwork(
            arena,
            generators.get(0),
            /* trains= */ true,
            goesBack,
            gans.get(0).averagesGenerator());
    discriminator =
        new LaneNetwork(
            arena, discriminators.get(0), /* trains= */ true, goesBack, /* averages= */ false);
    generatorOptimizer = new LaneOptimizer(gans.stream().map(Gan::generatorOptimizer).toList());
    discriminatorOptimizer =
        new LaneOptimizer(gans.stream().map(Gan::discriminatorOptimizer).toList());
    LanePass.Gradients gradients =
        LanePass.Gradients.of(arena, rows, generator.network(), discriminator.network());
    generatorPass = new LanePass(arena, generator, generators, rows, gradients);
    discriminatorPass = new LanePass(arena, discriminator, discriminators, rows, gradients);
    realPass =
        gans.get(0).loss().isRelativistic()
            ? new LanePass(arena, discriminator, discriminators, rows, gradients)
            : discriminatorPass;
    losses = new LaneLosses(gans.stream().map(Gan::loss).toList());
    penalty = new LanePenalty(arena, gans, discriminator, rows);
  }

  LaneNetwork network(Player player) {
    return switch (player) {
      case GENERATOR -> generator;
      case DISCRIMINATOR -> discriminator;
    };
  }

  LaneOptimizer optimizer(Player player) {
    return switch (player) {
      case GENERATOR -> generatorOptimizer;
      case DISCRIMINATOR -> discriminatorOptimizer;
    };
  }

  /** Gives each lane's players the initial parameters of its random seed. */
  void initialize(int[] randomSeeds) {
    generator.initialize(generators, Player.GENERATOR, randomSeeds);
    discriminator.initialize(discriminators, Player.DISCRIMINATOR, randomSeeds);
  }
}
