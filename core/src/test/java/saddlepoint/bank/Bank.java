// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import saddlepoint.Trials;
import saddlepoint.metric.Mixture;
import saddlepoint.metric.Normal;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * Pairs of known truth over every recipe whose data is normal or a mixture of such: half of the
 * generators right to {@value Pair#RIGHT} nats, half wrong by {@value Pair#WRONG} nats or more.
 * Within its half a magnitude is uniform: from nothing to what gives the first, from what gives the
 * second to the family's greatest.
 */
final class Bank {
  static final int PAIRS_OF_A_RECIPE = 512;
  private static final int BISECTIONS = 12;

  private Bank() {}

  /** Whether the families know how to make the data wrong. */
  private static boolean takes(Judge data) {
    return data.distribution().filter(Normal.class::isInstance).isPresent()
        || data.yardstick().mixture().isPresent();
  }

  static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      Gan gan = Trials.of(recipe.name(), Map.of()).gan();
      if (takes(gan.judge())) {
        add(recipe.name(), gan.judge(), pairs);
      }
    }
    return pairs;
  }

  private static void add(String recipe, Judge data, List<Pair> pairs) {
    SplittableRandom random = new SplittableRandom(recipe.hashCode());
    for (int i = 0; i < PAIRS_OF_A_RECIPE; i++) {
      // Every combination of family, kind and opponent is in both halves of the bank.
      int combination = i / 2;
      Family family = Family.values()[combination % 4];
      boolean right = combination / 4 % 2 == 0;
      Opponent opponent = Opponent.values()[combination / 8 % 4];
      Source source =
          data.yardstick()
              .mixture()
              .map(mixture -> inPlane(new Plane(mixture), mixture, family, random))
              .orElseGet(
                  () ->
                      onLine(new Line((Normal) data.distribution().orElseThrow()), family, random));
      double least = right ? 0 : magnitude(source.divergence(), source.most(), Pair.WRONG);
      double most =
          right ? magnitude(source.divergence(), source.most(), Pair.RIGHT) : source.most();
      double magnitude = least + (most - least) * random.nextDouble();
      pairs.add(
          new Pair(
              pairs.size(),
              recipe,
              family,
              magnitude,
              source.divergence().applyAsDouble(magnitude),
              opponent,
              source.generator().apply(magnitude),
              source.stale(),
              source.data()));
    }
  }

  /** A family with all but its magnitude drawn; magnitude 0 is the data. */
  private record Source(
      DoubleFunction<Density> generator,
      DoubleUnaryOperator divergence,
      double most,
      Density stale,
      Density data) {}

  private static Source onLine(Line line, Family family, SplittableRandom random) {
    double sign = random.nextBoolean() ? 1 : -1;
    double begin = random.nextDouble();
    double distance = sign * (2 + 6 * random.nextDouble());
    double width = Math.pow(10, -random.nextDouble());
    DoubleFunction<Density> generator =
        switch (family) {
          case SHIFT -> magnitude -> line.shifted(sign * magnitude);
          case SCALE -> magnitude -> line.scaled(Math.exp(sign * magnitude));
          case DROPPED -> magnitude -> line.dropped(magnitude, begin);
          case CONTAMINATION -> magnitude -> line.contaminated(magnitude, distance, width);
        };
    double most =
        switch (family) {
          case SHIFT -> 2;
          case SCALE -> Math.log(4);
          case DROPPED -> 0.6;
          case CONTAMINATION -> 0.5;
        };
    return new Source(
        generator,
        magnitude -> line.divergence(generator.apply(magnitude)),
        most,
        line.shifted(1),
        line.data());
  }

  private static Source inPlane(
      Plane plane, Mixture mixture, Family family, SplittableRandom random) {
    double sign = random.nextBoolean() ? 1 : -1;
    double angle = 2 * Math.PI * random.nextDouble();
    return switch (family) {
      case SHIFT ->
          new Source(
              magnitude -> plane.shifted(magnitude, angle),
              plane::divergenceOfShift,
              2,
              plane.shifted(1, angle),
              plane.data());
      case SCALE ->
          new Source(
              magnitude -> plane.scaled(Math.exp(sign * magnitude)),
              magnitude -> plane.divergenceOfScale(Math.exp(sign * magnitude)),
              Math.log(4),
              plane.scaled(2),
              plane.data());
      case DROPPED ->
          new Source(
              plane::dropped,
              plane::divergenceOfDropped,
              mixture.modes().size() - 1,
              plane.dropped(1),
              plane.data());
      case CONTAMINATION ->
          new Source(
              plane::contaminated,
              plane::divergenceOfContaminated,
              0.5,
              plane.contaminated(0.5),
              plane.data());
    };
  }

  /** The least magnitude that gives a divergence, which grows with it where it is small. */
  private static double magnitude(DoubleUnaryOperator divergence, double most, double wanted) {
    double low = 0;
    double high = most;
    while (divergence.applyAsDouble(high / 2) > wanted) {
      high /= 2;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (divergence.applyAsDouble(middle) > wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return wanted == Pair.WRONG ? high : low;
  }
}
