// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import saddlepoint.statistics.BenjaminiHochberg;
import saddlepoint.table.Finding;

/**
 * Compares trials of fresh random seeds with those of accepted nights, cell by cell. No random seed
 * is of two nights, so no trial counts twice.
 */
final class StatisticsGate {
  /** Under so many of either side nothing can be told. */
  static final int FEWEST = 4;

  private static final int TOLD = 5;

  private final GateSettings settings;
  private final List<Finding> tests = new ArrayList<>();

  StatisticsGate(GateSettings settings) {
    this.settings = settings;
  }

  /** How many tests were made. */
  int tests() {
    return tests.size();
  }

  /** Compares the cells that both sides have. */
  void compare(List<NightTrial> tonight, List<NightTrial> before) {
    Map<String, List<NightTrial>> now = byCell(tonight);
    Map<String, List<NightTrial>> then = byCell(before);
    now.forEach(
        (cell, trials) -> {
          List<NightTrial> others = then.getOrDefault(cell, List.of());
          if (trials.size() >= FEWEST && others.size() >= FEWEST) {
            compare(cell, trials, others);
          }
        });
  }

  private static Map<String, List<NightTrial>> byCell(List<NightTrial> trials) {
    return trials.stream().collect(Collectors.groupingBy(NightTrial::cell));
  }

  private void compare(String cell, List<NightTrial> tonight, List<NightTrial> before) {
    for (Share share : Share.values()) {
      compare(cell, share, tonight, before);
    }
    for (Measured figure : Measured.figures()) {
      distributions(cell, figure, tonight, before);
    }
    Measured steps = Measured.FIRST_IN_BAND;
    ranks(cell, steps.name(), steps.values(tonight), steps.values(before));
  }

  private void compare(
      String cell, Share share, List<NightTrial> tonight, List<NightTrial> before) {
    int now = share.count(tonight);
    int then = share.count(before);
    double p =
        FisherExactTest.withDefaults()
            .with(share.alternative())
            .test(
                new int[][] {
                  {now, tonight.size() - now}, {then, before.size() - then},
                })
            .getPValue();
    double effect = (double) now / tonight.size() - (double) then / before.size();
    add(
        cell,
        share.words(),
        "Fisher",
        p,
        effect,
        settings.leastShare(),
        String.format(
            Locale.ROOT, "%d of %d, before %d of %d", now, tonight.size(), then, before.size()));
  }

  /** By ranks, which are blind to a change of width, and by the distance of the distributions. */
  private void distributions(
      String cell, Measured figure, List<NightTrial> tonight, List<NightTrial> before) {
    double[] now = figure.values(tonight);
    double[] then = figure.values(before);
    if (now.length < FEWEST || then.length < FEWEST) {
      return;
    }
    ranks(cell, figure.name(), now, then);
    KolmogorovSmirnovTest.TwoResult result = KolmogorovSmirnovTest.withDefaults().test(now, then);
    add(
        cell,
        figure.name(),
        "Kolmogorov-Smirnov",
        result.getPValue(),
        result.getStatistic(),
        2 * settings.leastShift(),
        medians(now, then));
  }

  private void ranks(String cell, String figure, double[] now, double[] then) {
    MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults().test(now, then);
    add(
        cell,
        figure,
        "Mann-Whitney",
        result.getPValue(),
        result.getStatistic() / now.length / then.length - 0.5,
        settings.leastShift(),
        medians(now, then));
  }

  private static String medians(double[] now, double[] then) {
    return String.format(Locale.ROOT, "median %.4g, before %.4g", median(now), median(then));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length / 2];
    return low == high ? low : (low + high) / 2;
  }

  /** A test whose effect is under the least is made all the same, so that it counts among all. */
  private void add(
      String cell, String figure, String test, double p, double effect, double least, String text) {
    tests.add(
        new Finding(
            Finding.STATISTICS,
            cell,
            figure,
            test,
            // All values tie.
            Double.isNaN(p) ? 1 : Math.min(1, p),
            effect,
            text,
            Math.abs(effect) >= least));
  }

  /** All alarms, and a few of the least p values besides, those first. */
  List<Finding> findings() {
    boolean[] believed =
        BenjaminiHochberg.rejected(
            tests.stream().mapToDouble(Finding::p).toArray(), settings.rate());
    List<Finding> alarms = new ArrayList<>();
    List<Finding> others = new ArrayList<>();
    for (int i = 0; i < believed.length; i++) {
      Finding test = tests.get(i);
      boolean isAlarm = believed[i] && test.alarm();
      (isAlarm ? alarms : others).add(test.withAlarm(isAlarm));
    }
    alarms.sort(Comparator.comparingDouble(Finding::p));
    others.sort(Comparator.comparingDouble(Finding::p));
    alarms.addAll(others.subList(0, Math.min(TOLD, others.size())));
    return alarms;
  }
}
