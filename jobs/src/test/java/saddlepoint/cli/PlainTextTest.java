// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No text reaches a terminal that the terminal would obey. */
class PlainTextTest {
  private static final String HOSTILE = "a\u001b[31m\u009b2J\u202eb\nc";
  private static final String SHOWN = "a\\u001b[31m\\u009b2J\\u202eb\\nc";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "'\u001b]0;title\u0007', \\u001b]0;title\\u0007", // OSC
    "'\u009b31m', \\u009b31m", // CSI as one character
    "'\u007f', \\u007f",
    "'a\nb\rc\td', a\\nb\\rc\\td",
    "'\u0000', \\u0000",
    "'\u202e\u2066\u200f', \\u202e\\u2066\\u200f", // bidirectional
    "'\u200b\ufeff\u00ad', \\u200b\\ufeff\\u00ad", // invisible
    "'\u2028\u2029\u0085', \\u2028\\u2029\\u0085", // ends of lines
    "'\udb40\udc01', \\udb40\\udc01", // a tag, in two units
    "'Größe 5 µm 東京 \\ \uD83D\uDE00', 'Größe 5 µm 東京 \\ \uD83D\uDE00'",
  })
  void showsWhatATerminalObeys(String text, String shown) {
    assertThat(PlainText.of(text)).isEqualTo(shown);
    assertThat(PlainText.of(shown)).as("applied twice").isEqualTo(shown);
  }

  @Test
  void aLoneSurrogateIsShown() {
    assertThat(PlainText.of("a\ud800b")).isEqualTo("a\\ud800b");
  }

  /** Every character, by every way to the terminal: what comes out is printable or a line's end. */
  @Test
  void everyWayToTheTerminalIsPlain() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      all.appendCodePoint(point);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), /* live= */ false);
    terminal.print(all.toString());
    terminal.say(all.toString());

    for (String printed : List.of(out.toString(), err.toString())) {
      assertThat(printed).endsWith("\n");
      assertThat(printed.stripTrailing().codePoints())
          .noneMatch(
              point ->
                  Character.isISOControl(point)
                      || List.of(
                              (int) Character.FORMAT,
                              (int) Character.LINE_SEPARATOR,
                              (int) Character.PARAGRAPH_SEPARATOR)
                          .contains(Character.getType(point)));
    }
  }

  @Test
  void theLineThatChangesIsPlainBetweenItsOwnSequences() {
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), /* live= */ true);

    terminal.show(HOSTILE);

    assertThat(err.toString()).isEqualTo("\r\u001b[K" + SHOWN + "\r");
  }

  @Test
  void aMessageShowsWhatItQuotes() {
    assertThat(CommandRun.of("query", HOSTILE).errLines())
        .containsExactly(
            SHOWN
                + ": unknown query \""
                + SHOWN
                + "\"; there are leaderboard, cells, main-effects, trials, trial,"
                + " false-equilibria, failures, runs, nights");
    assertThat(CommandRun.of("query", "--format", HOSTILE).errLines())
        .containsExactly(
            "saddlepoint query: Invalid value for option '--format': expected one of [TABLE, CSV,"
                + " JSON] (case-insensitive) but was '"
                + SHOWN
                + "'",
            "`saddlepoint query --help` explains it");
  }

  @Test
  void aTraceShowsWhatItQuotes() {
    CommandRun run = CommandRun.of("plan", HOSTILE + ".conf", "--debug");

    assertThat(run.err()).contains("\n\tat saddlepoint.").doesNotContain("\u001b", "\u009b");
  }

  @Test
  void aSettingIsShownAsItIs() throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("sweep.conf"), "recipe = \"gau\\u001b[2Jssian\\u202e\", steps = 10");

    CommandRun run = CommandRun.of("plan", conf.toString());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("gau\\u001b[2Jssian\\u202e").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void columnsStayAligned() {
    TextTable table = new TextTable(List.of("name", ">count"));
    table.add(List.of("a\u001b", "1"));

    assertThat(table.lines()).containsExactly("name     count", "a\\u001b      1");
  }

  /** Spark and Hadoop log past the command line's own terminal. */
  @Test
  void aLogShowsNothingThatATerminalObeys() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"),
                "-Duser.timezone=Asia/Tokyo",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileLog.class.getName())
            .redirectError(log.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(log, UTF_8).strip())
        .matches("\\d\\d:\\d\\d:\\d\\d UTC WARN HostileLog: s3a://\\*{3}@b/ a\\?\\[31m\\?2J\\?b");
  }
}
