// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
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
  final LanePass realPass;
  final LanePass fakePass;
  final LaneLosses losses;

  /**
   * Initial players.
   *
   * @param rows that go through the networks at once
   */
  LanePlayers(List<Gan> gans, int[] randomSeeds, int rows) {
    List<Network> generators = gans.stream().map(Gan::generator).toList();
    List<Network> discriminators = gans.stream().map(Gan::discriminator).toList();
    generator = new LaneNetwork(generators, Player.GENERATOR, randomSeeds);
    discriminator = new LaneNetwork(discriminators, Player.DISCRIMINATOR, randomSeeds);
    generatorOptimizer = new LaneOptimizer(gans.stream().map(Gan::generatorOptimizer).toList());
    discriminatorOptimizer =
        new LaneOptimizer(gans.stream().map(Gan::discriminatorOptimizer).toList());
    generatorPass = new LanePass(generator, generators, rows);
    realPass = new LanePass(discriminator, discriminators, rows);
    fakePass = new LanePass(discriminator, discriminators, rows);
    losses = new LaneLosses(gans.stream().map(Gan::loss).toList());
  }
}
