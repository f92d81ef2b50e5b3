// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.SweepStatus;
import saddlepoint.metric.Verdict;

/** How numbers, tables and progress look. */
class TextTest {
  private static final SweepStatus HALF =
      new SweepStatus(
          "card",
          4,
          1,
          2,
          270,
          Map.of(Verdict.NOT_CONVERGED, 100L, Verdict.FALSE_EQUILIBRIUM, 35L),
          162_000,
          324_000,
          0,
          Duration.ofSeconds(20),
          Optional.of(Duration.ofSeconds(75)));

  private static final SweepStatus STOPPED_EARLY =
      new SweepStatus(
          "card",
          4,
          1,
          3,
          270,
          Map.of(Verdict.DIVERGED, 2L),
          1_000,
          324_000,
          3_000,
          Duration.ofSeconds(20),
          Optional.empty());

  @Test
  void timesHaveTwoUnits() {
    assertThat(Quantity.time(Duration.ofMillis(400))).isEqualTo("0 s");
    assertThat(Quantity.time(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Quantity.time(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(Quantity.time(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Quantity.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Quantity.time(Duration.ofHours(76))).isEqualTo("3 d 4 h");
  }

  @Test
  void sizesHaveDecimalUnits() {
    assertThat(Quantity.bytes(0)).isEqualTo("0 B");
    assertThat(Quantity.bytes(999)).isEqualTo("999 B");
    assertThat(Quantity.bytes(2_400_000)).isEqualTo("2.4 MB");
    assertThat(Quantity.bytes(31e12)).isEqualTo("31 TB");
  }

  @Test
  void countsAgreeWithTheirNoun() {
    assertThat(Quantity.of(1, "trial")).isEqualTo("1 trial");
    assertThat(Quantity.of(12_000, "trial")).isEqualTo("12,000 trials");
  }

  @Test
  void columnsAreAligned() {
    TextTable table = new TextTable(List.of("name", ">count"));
    table.add(List.of("a", "1"));
    table.add(List.of("longer", "12345"));

    assertThat(table.lines()).containsExactly("name    count", "a           1", "longer  12345");
  }

  @Test
  void valuesHaveTheDigitsThatTell() {
    assertThat(Cells.text(0.123456)).isEqualTo("0.1235");
    assertThat(Cells.text(3.0)).isEqualTo("3");
    assertThat(Cells.text(1.5e-7)).isEqualTo("1.500e-07");
    assertThat(Cells.text(Float.NaN)).isEqualTo("NaN");
    assertThat(Cells.text(null)).isEqualTo("-");
    assertThat(Cells.text("two\nlines")).isEqualTo("two lines");
    assertThat(Cells.text(Timestamp.from(Instant.parse("2026-08-01T10:00:00.25Z"))))
        .isEqualTo("2026-08-01T10:00:00.250Z");
  }

  @Test
  void copiedCommandsSurviveTheShell() {
    assertThat(Shell.command("sweep", "conf/card.conf", "--set", "hidden=[4, 8]", "--run", "it's"))
        .isEqualTo("saddlepoint sweep conf/card.conf --set 'hidden=[4, 8]' --run 'it'\\''s'");
  }

  @Test
  void progressTellsCountsSpeedAndTimeLeft() {
    assertThat(SweepDisplay.line(HALF))
        .isEqualTo(
            "1 min 15 s left; 162,000/324,000 GAN steps, 8,100/s; 135/270 trials: 35"
                + " FALSE_EQUILIBRIUM, 100 NOT_CONVERGED");
  }

  @Test
  void withoutATerminalALineComesEveryTenSeconds() {
    StringWriter err = new StringWriter();
    AtomicLong clock = new AtomicLong();
    SweepDisplay display = new SweepDisplay(terminal(err, false), clock::get, 0);

    for (int second = 0; second < 45; second++) {
      clock.set(second * 1_000_000_000L);
      display.update(second < 35 ? HALF : STOPPED_EARLY);
    }

    assertThat(err.toString().lines())
        .as("the same is not said again")
        .containsExactly(SweepDisplay.line(HALF), SweepDisplay.line(STOPPED_EARLY));
  }

  @Test
  void theTotalStaysWhenTrialsEndEarly() {
    assertThat(SweepDisplay.line(STOPPED_EARLY))
        .isEqualTo(
            "beginning; 1,000/324,000 GAN steps (3,000 not needed), 50/s; 2/270 trials: 2 DIVERGED");
  }

  @Test
  void wavesThatAreLeftAreKnown() {
    SweepDisplay display =
        new SweepDisplay(terminal(new StringWriter(), false), () -> 0, /* planned= */ 0);

    display.update(HALF);
    assertThat(display.isAllInFlight()).isFalse();
    display.update(STOPPED_EARLY);
    assertThat(display.isAllInFlight()).isTrue();
  }

  @Test
  void onATerminalTheLineIsReplacedAndRemoved() {
    StringWriter err = new StringWriter();
    Terminal terminal = terminal(err, true);
    SweepDisplay display = new SweepDisplay(terminal, () -> 0, 0);

    display.update(HALF);
    display.update(HALF);
    terminal.say("done");

    assertThat(err.toString())
        .startsWith("\r\033[K1 min 15 s left; 162,000")
        .endsWith("\r\033[Kdone" + System.lineSeparator())
        .matches("[^\n]*\\R");
  }

  private static Terminal terminal(StringWriter err, boolean live) {
    return new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), live);
  }
}
