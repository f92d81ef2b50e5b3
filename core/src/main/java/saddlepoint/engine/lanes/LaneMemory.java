// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Collections;
import java.util.List;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.NoisePool;
import saddlepoint.sweep.Trial;

/**
 * The heap that a cohort holds while it trains. Most of it is one array, whose places are handed
 * out here as {@link LaneMachine} does it, without making it. The samples that are evaluated, which
 * are dropped at once, are not in it.
 */
final class LaneMemory {
  private LaneMemory() {}

  /**
   * Bytes of one training in lockstep.
   *
   * @param trial any of its trials
   * @param trials how many it has, at most {@link Lanes#WIDTH}
   */
  static long bytes(Trial trial, int trials) {
    Gan gan = trial.gan();
    return arena(gan).bytes()
        + SampleLanePlayers.bytes(gan)
        + batches(gan) * WIDTH * Float.BYTES
        + (long) (trials * trial.recording().bytes(gan));
  }

  /** Numbers of the array, which an index must be able to reach; at least so many if it cannot. */
  static long largest(Gan gan) {
    long rows = gan.batch();
    long largest = 0;
    for (Network network : List.of(gan.generator(), gan.discriminator())) {
      for (Layer layer : network.layers()) {
        largest = Math.max(largest, layer.accept(new LaneLayerSize(rows)));
      }
    }
    largest *= WIDTH;
    // Places are counted in ints as well.
    return largest > Integer.MAX_VALUE ? largest : arena(gan).bytes() / Float.BYTES;
  }

  private static Arena arena(Gan gan) {
    Arena arena = new Arena();
    List<Gan> gans = Collections.nCopies(WIDTH, gan);
    int block = LaneMachine.block(gan);
    LanePlayers players = new LanePlayers(arena, gans, block);
    new LanePretraining(arena, gans, players);
    new TrainingPlaces(arena, gan, block);
    return arena;
  }

  /** Numbers that {@link LaneBatches} and its draws hold for a lane. */
  private static long batches(Gan gan) {
    long rows = gan.batch();
    long columns = gan.source().columns();
    long drawn = gan.source().drawsPerRow();
    long noise = gan.noise().dimension();
    long most = Math.max(Math.max(drawn, noise), columns);
    if (gan.loss().drawsTargets()) {
      most = Math.max(most, 2);
    }
    long labels = gan.source().hasLabels() ? rows : 0;
    // An order of the rows for training, and one for pre-training; with pools one of each player's.
    // Of a loss that compares, real rows for G's updates have an order as well.
    long compared = gan.loss().isRelativistic() ? 1 : 0;
    long orders =
        (compared + (gan.noise().pool() == NoisePool.FRESH ? 2 : 4)) * gan.source().size();
    // Two words, a seed and a radius for every two numbers that are drawn at once.
    long widths = LaneBatches.hasWidths(gan.loss()) ? 2 * rows : 0;
    return LanePenalty.numbers(gan)
        + LaneComparison.numbers(gan)
        + widths
        + rows * (drawn + 3 + 2 * columns + 2 * noise)
        + labels
        + orders
        + 4 * ((rows * most + 1) / 2);
  }
}
