// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Gan;

/** Where a training keeps batches and D's figures, besides what the players keep. */
final class TrainingPlaces {
  /** [rows, noise and label]. */
  final int noise;

  /** [rows, columns and label]. */
  final int seenReal;

  /** [block, columns and label]. */
  final int seenFake;

  /** [rows], as the five that follow. */
  final int realLogits;

  final int fakeLogits;
  final int dReal;
  final int dFake;
  final int realTargets;
  final int fakeTargets;

  /** [block], as the one that follows: every row of a lane has its G's one target. */
  final int generatorTargets;

  final int logitGradient;

  /** [block, columns]. */
  final int fakeGradient;

  /**
   * Places for a GAN's batches.
   *
   * @param block rows that go forward and backward at once
   */
  TrainingPlaces(Arena arena, Gan gan, int block) {
    int rows = gan.batch();
    noise = arena.allocate(Lanes.numbers(rows, gan.generator().in()));
    seenReal = arena.allocate(Lanes.numbers(rows, gan.discriminator().in()));
    seenFake = arena.allocate(Lanes.numbers(block, gan.discriminator().in()));
    realLogits = arena.allocate(Lanes.numbers(rows, 1));
    fakeLogits = arena.allocate(Lanes.numbers(rows, 1));
    dReal = arena.allocate(Lanes.numbers(rows, 1));
    dFake = arena.allocate(Lanes.numbers(rows, 1));
    realTargets = arena.allocate(Lanes.numbers(rows, 1));
    fakeTargets = arena.allocate(Lanes.numbers(rows, 1));
    generatorTargets = arena.allocate(Lanes.numbers(block, 1));
    logitGradient = arena.allocate(Lanes.numbers(block, 1));
    fakeGradient = arena.allocate(Lanes.numbers(block, gan.source().columns()));
  }
}
