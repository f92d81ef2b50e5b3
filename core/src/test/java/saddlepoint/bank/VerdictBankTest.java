// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Normal;

/**
 * The verdict's tests of samples against known truth. The report is left in target/verdict-bank.md,
 * the points of its ROC curves in target/verdict-bank-roc.csv; with {@code
 * -Dsaddlepoint.bank.gap=true}, which takes long, the best-response gap is among them.
 */
class VerdictBankTest {
  private static final Bank.Size SMALL = new Bank.Size(30, 300, 0);
  private static final Bank.Size LARGE = new Bank.Size(400, 1200, 400);

  @Test
  void judgesEveryRecipeWithADensity() {
    assertThat(Bank.judges()).containsOnlyKeys("curves", "gaussian", "grid", "normal", "ring");
  }

  @Test
  void findsWrongGeneratorsAndLeavesRightOnesAlone() throws IOException {
    BankReport report = report(SMALL);

    assertThat(report.refused().share()).as("right ones refused").isLessThanOrEqualTo(0.01);
    for (Family family : Family.DRAWN) {
      assertThat(report.found(it -> it.pair().family() == family).share())
          .as("wrong ones found of %s", family)
          .isGreaterThanOrEqualTo(0.95);
    }
  }

  /** 400 wrong ones of each family and zone and 1,200 right ones, half of each to measure. */
  @Test
  @Tag("acceptance")
  void theWholeBank() throws IOException {
    BankReport report = report(LARGE);
    System.out.println(report.text());

    assertThat(report.refused().share()).as("right ones refused").isLessThanOrEqualTo(0.01);
    for (Family family : Family.values()) {
      for (Zone zone : Zone.wrong()) {
        BankReport.Rate found = report.found(family, zone);
        assertThat(found.count()).as("%s %s", family, zone).isGreaterThanOrEqualTo(190);
        assertThat(found.share()).as("%s %s", family, zone).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  private static BankReport report(Bank.Size size) throws IOException {
    boolean gap = Boolean.getBoolean("saddlepoint.bank.gap");
    List<Pair> pairs = Bank.pairs(size);
    BankReport report =
        new BankReport(pairs.parallelStream().map(pair -> Case.of(pair, gap)).toList(), gap);
    Files.writeString(Path.of("target", "verdict-bank.md"), report.text());
    Files.writeString(
        Path.of("target", "verdict-bank-roc.csv"),
        report.curves().stream()
            .map(
                point ->
                    String.format(
                        Locale.ROOT,
                        "%s;%s;%s;%s%n",
                        point.rule(),
                        point.limit(),
                        point.sensitivity(),
                        point.falseAlarms()))
            .collect(Collectors.joining()));
    return report;
  }

  @Test
  void theTruthItselfIsTrue() {
    // Published divergences of two normals in nats.
    Line line = new Line(new Normal(4, 0.5));
    assertThat(line.divergence(line.shifted(1))).isCloseTo(0.111421, within(1e-5));
    assertThat(line.divergence(line.scaled(2))).isCloseTo(0.092733, within(1e-5));
    assertThat(line.divergence(line.scaled(0.2))).isCloseTo(0.302798, within(1e-5));
    assertThat(line.divergence(line.dropped(0.5, 0))).isCloseTo(halfOf(), within(2e-3));
    assertThat(line.divergence(line.spiked(0.5, 12, 0.1)))
        .as("spikes by quadrature")
        .isCloseTo(Line.divergenceOfSpikes(0.5, 0.1), within(5e-3));
    assertThat(Plane.normals(1)).isCloseTo(0.111421, within(1e-5));
    assertThat(Plane.divergenceOfSpikes(0.3, 1))
        .as("spikes as wide as modes")
        .isCloseTo(0, within(1e-12));
    assertThat(Plane.divergenceOfSpikes(0.3, 100))
        .as("points, which share nothing")
        .isCloseTo(Plane.divergenceOfContaminated(0.3), within(2e-3));
  }

  /** Of a distribution from itself without its lower half: p against 2 p on the upper half. */
  private static double halfOf() {
    double ofData = 0.5 * Math.log(2) + 0.5 * Math.log(1 / 1.5);
    return (ofData + Math.log(2 / 1.5)) / 2;
  }
}
