// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import saddlepoint.Trials;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Mixture;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * Pairs of known truth over every recipe whose data has a density: on the line, of curves by their
 * amplitude, and mixtures. Within its zone a divergence is uniform.
 */
final class Bank {
  private final List<Pair> pairs = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  private Bank() {}

  /**
   * How many there are.
   *
   * @param wrong of each drawn family and zone of wrong ones
   * @param right of all families together
   * @param trained of each zone of wrong ones
   */
  record Size(int wrong, int right, int trained) {}

  static List<Pair> pairs(Size size) {
    Bank bank = new Bank();
    Map<String, Judge> judges = judges();
    for (Family family : Family.DRAWN) {
      for (Zone zone : Zone.values()) {
        int count =
            switch (zone) {
              case RIGHT -> size.right() / Family.DRAWN.size();
              case GREY -> size.wrong() / 2;
              default -> size.wrong();
            };
        bank.add(family, zone, count, judges);
      }
    }
    Trained.pairs(size.trained(), bank.pairs.size()).forEach(bank.pairs::add);
    return bank.pairs;
  }

  /** What is known of the data of each recipe whose rows are counted in cells, but points. */
  static Map<String, Judge> judges() {
    Map<String, Judge> judges = new TreeMap<>();
    for (Recipe recipe : Recipes.all()) {
      Judge judge = Trials.of(recipe.name(), Map.of()).gan().judge();
      boolean isPoint = judge.yardstick().distribution().filter(Distribution::isPoint).isPresent();
      // With labels, which half of the amplitudes a curve is from is no choice of the generator.
      boolean isLabelled = Trials.of(recipe.name(), Map.of()).gan().source().hasLabels();
      // Laws of the line are a normal, which other recipes have, or may be without a deviation by
      // which wrong ones are made; of a roll there are no wrong ones yet.
      boolean isKnown = recipe.name().equals("line") || judge.yardstick().roll().isPresent();
      if (judge.cells().isPresent() && !isPoint && !isLabelled && !isKnown) {
        judges.put(recipe.name(), judge);
      }
    }
    return judges;
  }

  private void add(Family family, Zone zone, int count, Map<String, Judge> judges) {
    List<String> recipes = List.copyOf(judges.keySet());
    for (int i = 0; i < count; i++) {
      // Both halves of the bank have every recipe.
      String recipe = recipes.get(i / 2 % recipes.size());
      add(family, zone, recipe, judges.get(recipe));
    }
  }

  private void add(Family family, Zone zone, String recipe, Judge judge) {
    Wrong wrong = wrong(judge, family);
    while (!wrong.reaches(zone.least() + (zone.most() - zone.least()) / 10)) {
      wrong = wrong(judge, family);
    }
    double most = Math.min(zone.most(), wrong.divergence().applyAsDouble(wrong.most()));
    double wanted = zone.least() + (most - zone.least()) * random.nextDouble();
    double magnitude = wrong.magnitude(wanted);
    Density generator = wrong.generator().apply(magnitude);
    // Of curves that are none there is no density.
    Opponent opponent =
        judge.amplitudes().isPresent()
            ? Opponent.CONSTANT
            : Opponent.KNOWN.get(random.nextInt(Opponent.KNOWN.size()));
    Density stale = wrong.stale();
    Density data = wrong.data();
    pairs.add(
        new Pair(
            pairs.size(),
            recipe,
            family,
            wrong.divergence().applyAsDouble(magnitude),
            opponent,
            gan -> new KnownPlayers(gan, opponent, generator, stale, data)));
  }

  private Wrong wrong(Judge judge, Family family) {
    return judge
        .yardstick()
        .mixture()
        .map(mixture -> inPlane(new Plane(mixture), mixture, family))
        .orElseGet(() -> onLine(judge, family));
  }

  private Wrong onLine(Judge judge, Family family) {
    Line line = new Line(judge.yardstick().distribution().orElseThrow());
    double sign = random.nextBoolean() ? 1 : -1;
    double begin = random.nextDouble();
    double distance = sign * (2 + 6 * random.nextDouble());
    double width = Math.pow(10, -random.nextDouble());
    int slots = 4 + random.nextInt(21);
    double spike = Math.pow(10, -1.5 + random.nextDouble());
    boolean isNone = judge.amplitudes().isPresent() && random.nextBoolean();
    DoubleFunction<Density> generator =
        switch (family) {
          case SHIFT -> magnitude -> line.shifted(sign * magnitude);
          case SCALE -> magnitude -> line.scaled(Math.exp(sign * magnitude));
          case DROPPED -> magnitude -> line.dropped(magnitude, begin);
          case CONTAMINATION ->
              isNone
                  ? line::withoutCurve
                  : magnitude -> line.contaminated(magnitude, distance, width);
          case SPIKES -> magnitude -> line.spiked(spike + magnitude, slots, spike);
          case TRAINED -> throw new IllegalArgumentException("trained ones are not drawn");
        };
    double most =
        switch (family) {
          case SHIFT -> 3;
          case SCALE -> Math.log(8);
          case DROPPED -> 0.8;
          case CONTAMINATION -> 0.8;
          case SPIKES -> 0.999 - spike;
          case TRAINED -> 0;
        };
    DoubleUnaryOperator divergence =
        family == Family.SPIKES
            ? magnitude -> Line.divergenceOfSpikes(spike + magnitude, spike)
            : isNone && family == Family.CONTAMINATION
                ? Plane::divergenceOfContaminated
                : magnitude -> line.divergence(generator.apply(magnitude));
    return new Wrong(generator, divergence, most, line.shifted(1), line.data());
  }

  private Wrong inPlane(Plane plane, Mixture mixture, Family family) {
    double sign = random.nextBoolean() ? 1 : -1;
    double angle = 2 * Math.PI * random.nextDouble();
    double narrowness = 3 + 17 * random.nextDouble();
    return switch (family) {
      case SHIFT ->
          new Wrong(
              magnitude -> plane.shifted(magnitude, angle),
              plane::divergenceOfShift,
              2,
              plane.shifted(1, angle),
              plane.data());
      case SCALE ->
          new Wrong(
              magnitude -> plane.scaled(Math.exp(sign * magnitude)),
              magnitude -> plane.divergenceOfScale(Math.exp(sign * magnitude)),
              Math.log(4),
              plane.scaled(2),
              plane.data());
      case DROPPED ->
          new Wrong(
              plane::dropped,
              plane::divergenceOfDropped,
              mixture.modes().size() - 1,
              plane.dropped(1),
              plane.data());
      case CONTAMINATION ->
          new Wrong(
              plane::contaminated,
              Plane::divergenceOfContaminated,
              0.8,
              plane.contaminated(0.5),
              plane.data());
      case SPIKES ->
          new Wrong(
              share -> plane.spiked(share, narrowness),
              share -> Plane.divergenceOfSpikes(share, narrowness),
              0.999,
              plane.scaled(2),
              plane.data());
      case TRAINED -> throw new IllegalArgumentException("trained ones are not drawn");
    };
  }
}
