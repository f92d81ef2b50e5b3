// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import saddlepoint.statistics.CumulativeSum;
import saddlepoint.statistics.RankShift;
import saddlepoint.table.Finding;

/**
 * Looks for what no night shows and all of them together do. Each night's trials are ranked among
 * those of all nights before it, which makes numbers that are independent where nothing changes;
 * their cumulative sum tells a change, be it slow or sudden, and when it began.
 */
final class DriftGate {
  /** Nights before which nothing is said. */
  static final int FEWEST_NIGHTS = 5;

  private final GateSettings settings;
  private final List<Finding> sums = new ArrayList<>();

  DriftGate(GateSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at nights.
   *
   * @param nights trials of each, the first one first, tonight's last
   */
  void look(List<List<NightTrial>> nights) {
    if (nights.size() < FEWEST_NIGHTS) {
      return;
    }
    List<Map<String, List<NightTrial>>> byCell = new ArrayList<>();
    for (List<NightTrial> night : nights) {
      byCell.add(night.stream().collect(Collectors.groupingBy(NightTrial::cell)));
    }
    Set<String> cells = new TreeSet<>(byCell.get(byCell.size() - 1).keySet());
    for (String cell : cells) {
      List<List<NightTrial>> ofCell =
          byCell.stream().map(night -> night.getOrDefault(cell, List.of())).toList();
      measured().forEach(measured -> look(cell, measured, ofCell));
    }
  }

  private static List<Measured> measured() {
    List<Measured> all = new ArrayList<>(Measured.figures());
    all.add(Measured.FIRST_IN_BAND);
    for (Share share : Share.values()) {
      all.add(
          new Measured(
              share.words(),
              trial -> share.has(trial) ? 1 : 0,
              share.alternative() == AlternativeHypothesis.GREATER_THAN));
    }
    return all;
  }

  private void look(String cell, Measured measured, List<List<NightTrial>> trials) {
    List<double[]> nights =
        trials.stream()
            .map(measured::values)
            .filter(values -> values.length >= StatisticsGate.FEWEST)
            .toList();
    if (nights.size() < FEWEST_NIGHTS) {
      return;
    }
    CumulativeSum sum = new CumulativeSum();
    double[] before = nights.get(0);
    for (double[] night : nights.subList(1, nights.size())) {
      sum.add(RankShift.of(night, before).z());
      before = joined(List.of(before, night));
    }
    // The first night has nothing before it, and so no number.
    int first = 1 + sum.since();
    if (sum.height() == 0 || first >= nights.size() || (measured.isOnlyRise() && !sum.isRise())) {
      sums.add(finding(cell, measured, 1, 0, "no drift"));
      return;
    }
    RankShift shift =
        RankShift.of(
            joined(nights.subList(first, nights.size())), joined(nights.subList(0, first)));
    sums.add(
        finding(
            cell,
            measured,
            CumulativeSum.rate(sum.height()),
            shift.effect(),
            String.format(
                Locale.ROOT,
                "%s over the last %d of %d nights, sum %.1f",
                sum.isRise() ? "higher" : "lower",
                nights.size() - first,
                nights.size(),
                sum.height())));
  }

  private static double[] joined(List<double[]> values) {
    return values.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static Finding finding(
      String cell, Measured measured, double rate, double effect, String text) {
    return new Finding(
        Finding.DRIFT, cell, measured.name(), "CUSUM", rate, effect, text, /* alarm= */ false);
  }

  /** How many sums were made. */
  int sums() {
    return sums.size();
  }

  /**
   * Sums that are higher than all of a night's together may be with the rate of false alarms, and
   * whose shift is half of what one night must show.
   */
  List<Finding> findings() {
    return sums.stream()
        .filter(
            sum ->
                sum.p() * sums.size() <= settings.rate()
                    && Math.abs(sum.effect()) >= settings.leastShift() / 2)
        .sorted(Comparator.comparingDouble(Finding::p))
        .map(sum -> sum.withAlarm(true))
        .toList();
  }
}
