// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import saddlepoint.engine.reference.PretrainingTargets;
import saddlepoint.metric.Distribution;
import saddlepoint.random.Draws;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** Training before the game, as {@code scalar} does it, in all lanes. */
final class LanePretraining {
  private final Arena arena;
  private final List<Gan> gans;
  private final Gan gan;
  private final LanePlayers players;
  private final int rows;
  private final LanePass generatorPass;
  private final LanePass discriminatorPass;
  private final int noise;
  private final int seen;
  private final int targets;
  private final int d;
  private final int logitGradient;
  private final int sampleGradient;

  /** Places for what it needs, none if these GANs are not pre-trained. */
  LanePretraining(Arena arena, List<Gan> gans, LanePlayers players) {
    this.arena = arena;
    this.gans = gans;
    this.players = players;
    gan = gans.get(0);
    boolean trains =
        gan.pretraining().trains(Player.DISCRIMINATOR)
            || gan.pretraining().trains(Player.GENERATOR);
    rows = trains ? gan.batch() : 0;
    List<Network> generators = gans.stream().map(Gan::generator).toList();
    List<Network> discriminators = gans.stream().map(Gan::discriminator).toList();
    LanePass.Gradients gradients =
        LanePass.Gradients.of(arena, rows, generators.get(0), discriminators.get(0));
    generatorPass = new LanePass(arena, players.generator, generators, rows, gradients);
    discriminatorPass = new LanePass(arena, players.discriminator, discriminators, rows, gradients);
    noise = arena.allocate(Lanes.numbers(rows, gan.generator().in()));
    seen = arena.allocate(Lanes.numbers(rows, gan.discriminator().in()));
    targets = arena.allocate(Lanes.numbers(rows, 1));
    d = arena.allocate(Lanes.numbers(rows, 1));
    logitGradient = arena.allocate(Lanes.numbers(rows, 1));
    sampleGradient = arena.allocate(Lanes.numbers(rows, gan.source().columns()));
  }

  /** Adds up the gradient of a player's update before the game. */
  void fit(Player player, int[] randomSeeds, LaneBatches batches, int update) {
    switch (player) {
      case DISCRIMINATOR -> {
        if (gan.judge().distribution().isPresent()) {
          fitDensity(randomSeeds, update);
        } else {
          fitAgainstUntrainedGenerator(batches, update);
        }
      }
      case GENERATOR -> fitGenerator(batches, update);
    }
  }

  private void fitDensity(int[] randomSeeds, int update) {
    float[] points = new float[rows];
    float[] densities = new float[rows];
    for (int lane = 0; lane < WIDTH; lane++) {
      Gan own = gans.get(lane);
      Distribution distribution = own.judge().distribution().orElseThrow();
      float range = (float) own.pretraining().range();
      Draws.uniform(randomSeeds[lane], Stream.PRETRAIN_DATA, update, points, rows);
      for (int i = 0; i < rows; i++) {
        points[i] = Math.fma(2 * range, points[i], -range);
        densities[i] = (float) distribution.density(points[i]);
      }
      Lanes.insert(points, lane, arena.memory(), seen, rows);
      Lanes.insert(densities, lane, arena.memory(), targets, rows);
    }
    int logits = discriminatorPass.forward(seen, rows);
    players.losses.densityGradient(arena.memory(), logits, targets, d, logitGradient, rows);
    discriminatorPass.backward(logitGradient, rows, true, false);
  }

  private void fitAgainstUntrainedGenerator(LaneBatches batches, int update) {
    batches.real(Stream.PRETRAIN_DATA, update);
    batches.seenReal(Stream.PRETRAIN_DATA, update, -1, arena.memory(), seen);
    fillTargets(true);
    fit(seen);
    batches.noise(Stream.PRETRAIN_NOISE, update, arena.memory(), noise);
    int generated = generatorPass.forward(noise, rows);
    fillTargets(false);
    fit(batches.seen(arena.memory(), generated, 0, rows, seen));
  }

  private void fillTargets(boolean real) {
    float[] ofLane = new float[rows];
    for (int lane = 0; lane < WIDTH; lane++) {
      var loss = gans.get(lane).loss();
      Arrays.fill(ofLane, (float) (real ? loss.realLabel() : loss.fakeLabel()));
      Lanes.insert(ofLane, lane, arena.memory(), targets, rows);
    }
  }

  private void fit(int x) {
    float[] m = arena.memory();
    int logits = discriminatorPass.forward(x, rows);
    players.losses.output(m, logits, d, rows);
    players.losses.discriminatorGradient(m, logits, d, targets, logitGradient, rows, rows);
    discriminatorPass.backward(logitGradient, rows, true, false);
  }

  private void fitGenerator(LaneBatches batches, int update) {
    int columns = gan.source().columns();
    batches.labels(Stream.PRETRAIN_LABEL, update);
    batches.noise(Stream.PRETRAIN_GENERATOR_NOISE, update, arena.memory(), noise);
    int generated = generatorPass.forward(noise, rows);
    Optional<Distribution> distribution = gan.judge().distribution();
    if (distribution.isPresent() && gan.noise().dimension() == 1) {
      float[] drawn = batches.lastNoise();
      for (int lane = 0; lane < WIDTH; lane++) {
        PretrainingTargets quantiles = new PretrainingTargets(gans.get(lane));
        for (int i = 0; i < rows; i++) {
          arena.memory()[targets + i * WIDTH + lane] = quantiles.of(drawn[i * WIDTH + lane]);
        }
      }
      LaneLosses.regressionGradient(arena.memory(), generated, targets, sampleGradient, rows);
    } else {
      LaneLosses.momentGradient(
          arena.memory(), generated, moments(false), moments(true), sampleGradient, rows, columns);
    }
    generatorPass.backward(sampleGradient, rows, true, false);
  }

  private float[] moments(boolean squares) {
    int columns = gan.source().columns();
    float[] moments = Lanes.allocate(columns);
    for (int lane = 0; lane < WIDTH; lane++) {
      Judge judge = gans.get(lane).judge();
      double[] own = squares ? judge.meanSquares() : judge.means();
      for (int j = 0; j < columns; j++) {
        moments[j * WIDTH + lane] = (float) own[j];
      }
    }
    return moments;
  }
}
