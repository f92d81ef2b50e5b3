// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Verdict;

/** What the tests of samples get right and wrong on the bank, as Markdown and as ROC curves. */
final class BankReport {
  private static final double[] LIMITS = {
    0, 0.001, 0.002, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.01, 0.012, 0.014, 0.016, 0.018,
    0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1
  };
  private static final double LEAST_CHOICE = 0.004;
  private static final double ALARMS = 0.01;
  private static final double Z = 1.959963984540054;

  private final List<Case> cases;
  private final Map<String, ToDoubleFunction<Case>> tests = new LinkedHashMap<>();

  /**
   * A report of judged pairs.
   *
   * @param gap whether the best-response gap was looked for
   */
  BankReport(List<Case> cases, boolean gap) {
    this.cases = List.copyOf(cases);
    tests.put("bound of the divergence, greatest of five", Case::divergence);
    tests.put("the same, once", it -> it.figure(Metric.DIVERGENCE_HIGH));
    tests.put("JSD of 20 bins, 1,000 samples", it -> it.figure(Metric.JENSEN_SHANNON));
    tests.put(
        "Kolmogorov-Smirnov, 1,000 samples (line)", it -> it.figure(Metric.KOLMOGOROV_SMIRNOV));
    tests.put("W1 in sd, 1,000 samples (line)", Case::distance);
    if (gap) {
      tests.put("best-response gap", it -> it.figure(Metric.BEST_RESPONSE_GAP));
    }
  }

  /**
   * A share with Wilson's 95 % interval.
   *
   * @param hits of so many
   */
  record Rate(long hits, long count) {
    double share() {
      return (double) hits / count;
    }

    double low() {
      return bound(-1);
    }

    double high() {
      return bound(1);
    }

    private double bound(int side) {
      double square = Z * Z / count;
      double centre = share() + square / 2;
      double half = Z * Math.sqrt(share() * (1 - share()) / count + square / (4 * count));
      return Math.max(0, Math.min(1, (centre + side * half) / (1 + square)));
    }

    String lowText() {
      return count == 0
          ? "-"
          : String.format(Locale.ROOT, "%.1f %% (%.1f), %d", 100 * share(), 100 * low(), count);
    }
  }

  /** One point of a ROC curve. */
  record Point(String rule, double limit, double sensitivity, double falseAlarms) {}

  /** Wrong ones that no sharp match was found of, on the half that measures. */
  Rate found(Family family, Zone zone) {
    return found(it -> it.pair().family() == family && it.pair().zone() == zone);
  }

  /** As above, of some pairs. */
  Rate found(Predicate<Case> of) {
    return rate(of(true).filter(it -> it.pair().zone().isWrong()).filter(of).toList());
  }

  /** Right ones that no sharp match was found of, on the half that measures. */
  Rate refused() {
    return rate(of(true).filter(it -> it.pair().zone() == Zone.RIGHT).toList());
  }

  private static Rate rate(List<Case> cases) {
    return new Rate(cases.stream().filter(BankReport::isNoSharpMatch).count(), cases.size());
  }

  private Stream<Case> of(boolean measuring) {
    return cases.stream().filter(it -> it.pair().measures() == measuring);
  }

  private static boolean isNoSharpMatch(Case judged) {
    return judged.judge().match().grade() != SampleMatch.Grade.SHARP;
  }

  /** The curves, on the half that sets the limits. */
  List<Point> curves() {
    List<Point> points = new ArrayList<>();
    tests.forEach(
        (name, test) -> {
          for (double limit : LIMITS) {
            Predicate<Case> isRefused = it -> test.applyAsDouble(it) > limit;
            List<Case> known =
                of(false).filter(it -> !Double.isNaN(test.applyAsDouble(it))).toList();
            points.add(
                new Point(
                    name,
                    limit,
                    share(known, it -> it.pair().zone().isWrong(), isRefused),
                    share(known, it -> it.pair().zone() == Zone.RIGHT, isRefused)));
          }
        });
    return points;
  }

  private static double share(List<Case> cases, Predicate<Case> of, Predicate<Case> is) {
    List<Case> all = cases.stream().filter(of).toList();
    return (double) all.stream().filter(is).count() / all.size();
  }

  /** Everything in words, as Markdown. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%d pairs: %d wrong, %d right, %d between",
        cases.size(),
        cases.stream().filter(it -> it.pair().zone().isWrong()).count(),
        cases.stream().filter(it -> it.pair().zone() == Zone.RIGHT).count(),
        cases.stream().filter(it -> it.pair().zone() == Zone.GREY).count());
    line(text, "");
    line(text, "Measuring half, wrong ones without a sharp match (Wilson's lower bound), pairs:");
    line(text, "");
    table(text, family -> zone -> found(family, zone).lowText());
    line(text, "");
    Rate refused = refused();
    line(
        text,
        "Right ones refused: %d of %d, %.2f %% (Wilson's upper bound %.2f)",
        refused.hits(),
        refused.count(),
        100 * refused.share(),
        100 * refused.high());
    line(text, "");
    line(text, "Between right and wrong, both halves, no sharp match:");
    line(text, "");
    line(text, "| JSD, nats | pairs | refused |");
    line(text, "|---|---|---|");
    double[] edges = {0.002, 0.005, 0.01, 0.015, 0.02};
    for (int i = 1; i < edges.length; i++) {
      double least = edges[i - 1];
      double most = edges[i];
      Rate rate =
          rate(
              cases.stream()
                  .filter(it -> it.pair().divergence() >= least && it.pair().divergence() < most)
                  .toList());
      line(text, "| %s to %s | %d | %.1f %% |", least, most, rate.count(), 100 * rate.share());
    }
    line(text, "");
    line(text, "Measuring half, by recipe, all wrong ones:");
    line(text, "");
    line(text, "| recipe | found |");
    line(text, "|---|---|");
    cases.stream()
        .map(it -> it.pair().recipe())
        .distinct()
        .sorted()
        .forEach(
            recipe ->
                line(
                    text,
                    "| %s | %s |",
                    recipe,
                    found(it -> it.pair().recipe().equals(recipe)).lowText()));
    line(text, "");
    line(text, "The loose limits alone would find, measuring half:");
    line(text, "");
    table(
        text,
        family ->
            zone -> {
              List<Case> cell = cell(family, zone);
              return new Rate(
                      cell.stream().filter(it -> !it.judge().match().matches()).count(),
                      cell.size())
                  .lowText();
            });
    compare(text);
    choose(text);
    line(text, "");
    line(text, "Verdicts by discriminator:");
    line(text, "");
    line(text, "| discriminator | generator | verdicts |");
    line(text, "|---|---|---|");
    for (Opponent opponent : Opponent.values()) {
      for (boolean isWrong : new boolean[] {false, true}) {
        line(
            text,
            "| %s | %s | %s |",
            opponent.name().toLowerCase(Locale.ROOT),
            isWrong ? "wrong" : "right",
            verdicts(opponent, isWrong));
      }
    }
    return text.toString();
  }

  private List<Case> cell(Family family, Zone zone) {
    return of(true).filter(it -> it.pair().family() == family && it.pair().zone() == zone).toList();
  }

  private interface CellText {
    Function<Zone, String> of(Family family);
  }

  private static void table(StringBuilder text, CellText cell) {
    line(
        text,
        "| family | %s |",
        Zone.wrong().stream().map(Zone::text).collect(Collectors.joining(" | ")));
    line(text, "|---|---|---|---|---|");
    for (Family family : Family.values()) {
      line(
          text,
          "| %s | %s |",
          family.name().toLowerCase(Locale.ROOT),
          Zone.wrong().stream()
              .map(zone -> cell.of(family).apply(zone))
              .collect(Collectors.joining(" | ")));
    }
  }

  /** What each limit of the sharp test would find on the setting half. */
  private void choose(StringBuilder text) {
    line(text, "");
    line(
        text, "Limits of the sharp test, setting half: worst family and zone, right ones refused:");
    line(text, "");
    line(text, "| limit | worst | found | right refused |");
    line(text, "|---|---|---|---|");
    for (double limit : LIMITS) {
      if (limit >= LEAST_CHOICE && limit <= Zone.FROM_02.least()) {
        String worst = "";
        double least = 2;
        for (Family family : Family.values()) {
          for (Zone zone : Zone.wrong()) {
            double share =
                share(
                    of(false).toList(),
                    it -> it.pair().family() == family && it.pair().zone() == zone,
                    it -> isRefused(it, limit));
            if (share < least) {
              least = share;
              worst = family.name().toLowerCase(Locale.ROOT) + " " + zone.text();
            }
          }
        }
        line(
            text,
            "| %s | %s | %.1f %% | %.2f %% |",
            limit,
            worst,
            100 * least,
            100
                * share(
                    of(false).toList(),
                    it -> it.pair().zone() == Zone.RIGHT,
                    it -> isRefused(it, limit)));
      }
    }
  }

  private static boolean isRefused(Case judged, double limit) {
    return !judged.judge().match().matches() || judged.divergence() > limit;
  }

  /** Each test with the limit that refuses 1 % of the right ones of the setting half. */
  private void compare(StringBuilder text) {
    line(text, "");
    line(
        text,
        "Every test at the limit that refuses 1 %% of the right ones of the setting half; worst"
            + " family of the measuring half:");
    line(text, "");
    line(
        text,
        "| test | limit | %s |",
        Zone.wrong().stream().map(Zone::text).collect(Collectors.joining(" | ")));
    line(text, "|---|---|---|---|---|---|");
    tests.forEach(
        (name, test) -> {
          double[] right =
              of(false)
                  .filter(it -> it.pair().zone() == Zone.RIGHT)
                  .mapToDouble(test)
                  .filter(it -> !Double.isNaN(it))
                  .sorted()
                  .toArray();
          double limit = right[(int) Math.ceil(right.length * (1 - ALARMS)) - 1];
          line(
              text,
              "| %s | %.4f | %s |",
              name,
              limit,
              Zone.wrong().stream()
                  .map(zone -> worst(test, limit, zone))
                  .collect(Collectors.joining(" | ")));
        });
  }

  private String worst(ToDoubleFunction<Case> test, double limit, Zone zone) {
    return Arrays.stream(Family.values())
        .map(
            family -> {
              List<Case> known =
                  cell(family, zone).stream()
                      .filter(it -> !Double.isNaN(test.applyAsDouble(it)))
                      .toList();
              double share =
                  (double) known.stream().filter(it -> test.applyAsDouble(it) > limit).count()
                      / known.size();
              return Map.entry(family, share);
            })
        .filter(entry -> !Double.isNaN(entry.getValue()))
        .min(Map.Entry.comparingByValue())
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%.1f %% %s",
                    100 * entry.getValue(),
                    entry.getKey().name().toLowerCase(Locale.ROOT)))
        .orElse("-");
  }

  private String verdicts(Opponent opponent, boolean isWrong) {
    Map<Verdict, Long> counts =
        cases.stream()
            .filter(it -> it.pair().opponent() == opponent && it.pair().zone() != Zone.GREY)
            .filter(it -> it.pair().zone().isWrong() == isWrong)
            .collect(
                Collectors.groupingBy(
                    it -> it.judge().verdict(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
