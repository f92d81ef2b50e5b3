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
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Normal;

/**
 * The verdict against known truth. Its report is left in target/verdict-bank.md, the points of its
 * ROC curves in target/verdict-bank-roc.csv; with {@code -Dsaddlepoint.bank.gap=true}, which takes
 * minutes, the best-response gap is among them.
 */
class VerdictBankTest {
  @Test
  void findsWrongGeneratorsAndLeavesRightOnesAlone() throws IOException {
    boolean gap = Boolean.getBoolean("saddlepoint.bank.gap");
    List<Pair> pairs = Bank.pairs();
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(2000);
    assertThat(pairs.stream().map(Pair::recipe).distinct())
        .contains("gaussian", "grid", "normal", "ring");
    assertThat(pairs)
        .as("nothing between right and wrong, and half of each")
        .allMatch(pair -> pair.isRight() || pair.isWrong())
        .filteredOn(Pair::isRight)
        .hasSize(pairs.size() / 2);
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
                        point.rates().sensitivity(),
                        point.rates().falseAlarms()))
            .collect(Collectors.joining()));

    BankReport.Rates measured = report.rates(true);
    assertThat(measured.sensitivity()).as("wrong ones found").isGreaterThanOrEqualTo(0.95);
    assertThat(measured.falseAlarms()).as("right ones refused").isLessThanOrEqualTo(0.01);
  }

  @Test
  void theTruthItselfIsTrue() {
    // Published divergences of two normals in nats.
    Line line = new Line(new Normal(4, 0.5));
    assertThat(line.divergence(line.shifted(1))).isCloseTo(0.111421, within(1e-5));
    assertThat(line.divergence(line.scaled(2))).isCloseTo(0.092733, within(1e-5));
    assertThat(line.divergence(line.scaled(0.2))).isCloseTo(0.302798, within(1e-5));
    assertThat(line.divergence(line.dropped(0.5, 0))).isCloseTo(halfOf(), within(2e-3));
    assertThat(Plane.normals(1)).isCloseTo(0.111421, within(1e-5));
  }

  /** Of a distribution from itself without its lower half: p against 2 p on the upper half. */
  private static double halfOf() {
    double ofData = 0.5 * Math.log(2) + 0.5 * Math.log(1 / 1.5);
    return (ofData + Math.log(2 / 1.5)) / 2;
  }
}
