// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.VerdictLimits;

/** What the verdict gets right and wrong on the bank, as text and as points of a ROC curve. */
final class BankReport {
  private static final double[] DIVERGENCES = {Pair.WRONG, 0.04, 0.08, 0.16, 1};
  private static final double[] LIMITS = {
    0, 0.001, 0.002, 0.004, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2,
    0.3, 0.5, 1
  };

  private final List<Case> cases;
  private final boolean gap;

  /**
   * A report of judged pairs.
   *
   * @param gap whether the best-response gap was looked for
   */
  BankReport(List<Case> cases, boolean gap) {
    this.cases = List.copyOf(cases);
    this.gap = gap;
  }

  /** Shares of wrong generators found and of right ones refused. */
  record Rates(double sensitivity, double falseAlarms) {}

  /** One point of a ROC curve. */
  record Point(String rule, double limit, Rates rates) {}

  /** The rates of the usual limits on one half of the bank. */
  Rates rates(boolean measuring) {
    return rates(half(measuring), BankReport::isRefused);
  }

  /** The curves, on the half that sets the limits. */
  List<Point> curves() {
    List<Case> setting = half(false);
    List<Point> points = new ArrayList<>();
    for (double limit : LIMITS) {
      VerdictLimits others = VerdictLimits.of(Map.of("jensen-shannon", limit));
      points.add(
          new Point(
              "all limits, jensen-shannon varied",
              limit,
              rates(setting, it -> !it.judge(others).match().matches())));
    }
    for (double limit : LIMITS) {
      points.add(
          new Point(
              "W1 alone, in standard deviations (line only)",
              limit,
              rates(
                  setting.stream().filter(it -> !Double.isNaN(it.distance())).toList(),
                  it -> it.distance() > limit)));
    }
    if (gap) {
      for (double limit : LIMITS) {
        points.add(
            new Point(
                "best-response gap alone",
                limit,
                rates(setting, it -> it.figure(Metric.BEST_RESPONSE_GAP) > limit)));
      }
    }
    return points;
  }

  /** Everything in words, as Markdown. */
  String text() {
    StringBuilder text = new StringBuilder();
    long wrong = cases.stream().filter(it -> it.pair().isWrong()).count();
    long right = cases.stream().filter(it -> it.pair().isRight()).count();
    line(
        text,
        "%d pairs: %d wrong (JSD >= %s), %d right (JSD <= %s)",
        cases.size(),
        wrong,
        Pair.WRONG,
        right,
        Pair.RIGHT);
    line(text, "");
    line(text, "| half | wrong found | right refused |");
    line(text, "|---|---|---|");
    for (boolean measuring : new boolean[] {false, true}) {
      Rates rates = rates(measuring);
      line(
          text,
          "| %s | %s | %s |",
          measuring ? "measuring" : "setting",
          percent(rates.sensitivity()),
          percent(rates.falseAlarms()));
    }
    line(text, "");
    line(text, "Measuring half, wrong ones found by recipe and family:");
    line(text, "");
    line(text, "| recipe | shift | scale | dropped | contamination |");
    line(text, "|---|---|---|---|---|");
    List<Case> measuring = half(true);
    for (String recipe : recipes()) {
      StringBuilder row = new StringBuilder("| " + recipe);
      for (Family family : Family.values()) {
        Predicate<Case> of =
            it -> it.pair().recipe().equals(recipe) && it.pair().family() == family;
        row.append(" | ")
            .append(
                percent(
                    rates(measuring.stream().filter(of).toList(), BankReport::isRefused)
                        .sensitivity()));
      }
      line(text, "%s |", row);
    }
    line(text, "");
    line(text, "Measuring half, wrong ones found by divergence:");
    line(text, "");
    line(text, "| JSD, nats | pairs | found |");
    line(text, "|---|---|---|");
    for (int i = 0; i < DIVERGENCES.length - 1; i++) {
      double least = DIVERGENCES[i];
      double most = DIVERGENCES[i + 1];
      List<Case> within =
          measuring.stream()
              .filter(it -> it.pair().divergence() >= least && it.pair().divergence() < most)
              .toList();
      line(
          text,
          "| %.2f to %.2f | %d | %s |",
          least,
          most,
          within.size(),
          percent(rates(within, BankReport::isRefused).sensitivity()));
    }
    line(text, "");
    line(text, "Verdicts by discriminator:");
    line(text, "");
    line(text, "| discriminator | generator | verdicts |");
    line(text, "|---|---|---|");
    for (Opponent opponent : Opponent.values()) {
      for (boolean isRight : new boolean[] {true, false}) {
        line(
            text,
            "| %s | %s | %s |",
            opponent.name().toLowerCase(Locale.ROOT),
            isRight ? "right" : "wrong",
            verdicts(opponent, isRight));
      }
    }
    line(text, "");
    line(text, "| rule | limit | wrong found | right refused |");
    line(text, "|---|---|---|---|");
    for (Point point : curves()) {
      line(
          text,
          "| %s | %s | %s | %s |",
          point.rule(),
          point.limit(),
          percent(point.rates().sensitivity()),
          percent(point.rates().falseAlarms()));
    }
    return text.toString();
  }

  private String verdicts(Opponent opponent, boolean isRight) {
    Map<Verdict, Long> counts =
        cases.stream()
            .filter(it -> it.pair().opponent() == opponent && it.pair().isRight() == isRight)
            .collect(
                Collectors.groupingBy(
                    it -> it.judge().verdict(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private List<Case> half(boolean measuring) {
    return cases.stream().filter(it -> it.pair().measures() == measuring).toList();
  }

  private List<String> recipes() {
    return cases.stream().map(it -> it.pair().recipe()).distinct().sorted().toList();
  }

  private static boolean isRefused(Case judged) {
    return !judged.judge().verdict().samplesMatch();
  }

  private static Rates rates(List<Case> cases, Predicate<Case> refused) {
    List<Case> wrong = cases.stream().filter(it -> it.pair().isWrong()).toList();
    List<Case> right = cases.stream().filter(it -> it.pair().isRight()).toList();
    return new Rates(share(wrong, refused), share(right, refused));
  }

  private static double share(List<Case> cases, Predicate<Case> refused) {
    return (double) cases.stream().filter(refused).count() / cases.size();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
