// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.lanes.LanesEngine;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.metric.CurveProjection;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Players that were trained, at any age, on the line and of curves. How far they are from the data
 * is found by 200 bins of equal probability and {@value #DENSE} samples, without the bias of so
 * many: more of both than any test of the product has.
 */
final class Trained {
  private static final int DENSE = 100_000;
  private static final int ROUGH = 4_000;
  private static final int BINS = 200;
  private static final int COHORT = 32;
  private static final int ROUNDS = 60;

  /** Draws that no figure of the product is made of. */
  private static final Stream OTHERS = Stream.FRESH_DISCRIMINATOR;

  /** What trains towards the data at least for a while. */
  private static final List<Map<String, Object>> CELLS =
      List.of(
          Map.of("recipe", "curves", "steps", 4000),
          Map.of("recipe", "gaussian", "hidden", 16, "optimizer", "adam", "learning-rate", 0.001),
          Map.of("recipe", "curves", "steps", 4000),
          Map.of("recipe", "normal"),
          Map.of("recipe", "gaussian"));

  private Trained() {}

  /**
   * Pairs.
   *
   * @param wanted of each zone of wrong ones, of which there may be fewer
   * @param first number
   */
  static List<Pair> pairs(int wanted, int first) {
    Map<Zone, Integer> counts = new EnumMap<>(Zone.class);
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; round < ROUNDS && wanted > 0; round++) {
      Map<String, Object> raw = new HashMap<>(CELLS.get(round % CELLS.size()));
      String recipe = (String) raw.remove("recipe");
      for (Aged aged : aged(train(recipe, raw, round), counts, wanted)) {
        if (!isFull(counts, aged.divergence(), wanted)) {
          counts.merge(Zone.of(aged.divergence()), 1, Integer::sum);
          pairs.add(
              new Pair(
                  first + pairs.size(),
                  recipe,
                  Family.TRAINED,
                  aged.divergence(),
                  Opponent.OWN,
                  its -> ReferencePlayers.of(aged.gan(), aged.snapshot())));
        }
      }
      if (Zone.wrong().stream().allMatch(it -> counts.getOrDefault(it, 0) >= wanted)) {
        break;
      }
    }
    return pairs;
  }

  /** Players as they were after a step, with how far G was from the data. */
  private record Aged(Gan gan, Snapshot snapshot, double divergence) {}

  private static List<Aged> aged(List<TrialResult> results, Map<Zone, Integer> counts, int wanted) {
    Map<Zone, Integer> before = Map.copyOf(counts);
    return results.parallelStream()
        .flatMap(
            result ->
                result.snapshots().stream()
                    .map(snapshot -> aged(result.trial().gan(), snapshot, before, wanted)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Aged> aged(
      Gan gan, Snapshot snapshot, Map<Zone, Integer> counts, int wanted) {
    Players players = ReferencePlayers.of(gan, snapshot);
    double about = divergence(gan, players, ROUGH);
    return Double.isNaN(about) || isFull(counts, about, wanted)
        ? Optional.empty()
        : Optional.of(new Aged(gan, snapshot, Math.max(0, divergence(gan, players, DENSE))));
  }

  private static boolean isFull(Map<Zone, Integer> counts, double divergence, int wanted) {
    return counts.getOrDefault(Zone.of(Math.max(0, divergence)), 0) >= wanted;
  }

  private static List<TrialResult> train(String recipe, Map<String, Object> raw, int round) {
    int steps = Trials.of(recipe, raw).gan().steps();
    Judging judging = new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL);
    Recording recording = new Recording(steps, 0, Duration.ZERO, steps / 8, judging);
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < COHORT; seed++) {
      trials.add(
          Trials.of(
              recipe,
              Recipes.get(recipe).presets().get(0).name(),
              1 + round * COHORT + seed,
              recording,
              raw));
    }
    List<TrialResult> results = new ArrayList<>();
    new LanesEngine().train(new Cohort(trials), results::add);
    return results;
  }

  /** From the data, in nats; NaN if a sample is not finite. */
  private static double divergence(Gan gan, Players players, int count) {
    float[] noise = new float[count * gan.noise().dimension()];
    new Batches(1).independentNoise(gan.noise(), OTHERS, 0, count, noise);
    float[] samples = players.generate(noise, new int[count], count);
    Judge judge = gan.judge();
    Distribution data = judge.yardstick().distribution().orElseThrow();
    int columns = gan.source().columns();
    float[] x = samples;
    float[] residual = new float[count];
    if (judge.amplitudes().isPresent()) {
      x = new float[count];
      CurveProjection.ofPoints(columns).project(samples, x, residual);
    }
    int[] counts = new int[BINS + 1];
    for (int row = 0; row < count; row++) {
      if (!Float.isFinite(x[row])) {
        return Double.NaN;
      }
      boolean isInside = residual[row] <= CurveProjection.RESIDUAL_LIMIT;
      int bin = (int) Math.min(BINS - 1, data.cumulative(x[row]) * BINS);
      counts[isInside ? bin : BINS]++;
    }
    double sum = 0;
    for (int bin = 0; bin <= BINS; bin++) {
      double p = bin < BINS ? 1.0 / BINS : 0;
      double q = (double) counts[bin] / count;
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum / 2 - (BINS - 1) / (8.0 * count);
  }
}
