// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is told before Spark is started. */
class QueryCommandTest {
  @TempDir private Path folder;

  @Test
  void listsTheQueriesWithWhatTheyShow() {
    CommandRun run = CommandRun.of("query", "--list");

    assertThat(run.exit()).isZero();
    assertThat(run.outLines())
        .containsExactly(
            "query             what it shows",
            "leaderboard       best cells: share CONVERGED, then APPROXIMATE, MATCHED, grades of images, W1",
            "cells             every configuration: verdicts, medians and means of its trials",
            "main-effects      axes by how much they move the share CONVERGED or APPROXIMATE",
            "trials            every trial: verdict, reason and final figures",
            "trial             one trial, whose id or its first digits follow: all that is known of it",
            "false-equilibria  trials whose D looks converged while the samples are wrong, worst first",
            "failures          trials that ended FAILED, TIMED_OUT or DIVERGED, and why",
            "runs              every run: when, by how many drivers, how much of it is committed",
            "nights            nights of regress, the newest first: their alarms, and the one of least p");
  }

  @Test
  void wantsAQuery() {
    assertRefused(
        CommandRun.of("query"),
        "query: needs the name of a query or -e SQL; there are leaderboard, cells,"
            + " main-effects, trials, trial, false-equilibria, failures, runs, nights");
  }

  @Test
  void refusesAnUnknownName() {
    assertRefused(
        CommandRun.of("query", "cels"),
        "cels: unknown query \"cels\"; there are leaderboard, cells, main-effects, trials, trial,"
            + " false-equilibria, failures, runs, nights");
  }

  @Test
  void wantsTheIdOfATrial() {
    assertRefused(
        CommandRun.of("query", "trial"),
        "trial: needs a trial id behind it; `saddlepoint query trials` lists them");
    assertRefused(
        CommandRun.of("query", "trial", "xyz"),
        "xyz: a trial id is 16 digits of 0-9 and a-f, of which the first 4 or more may be given");
    assertRefused(
        CommandRun.of("query", "cells", "0123"),
        "0123: is not understood: the query cells takes nothing behind its name");
  }

  @Test
  void sendsSqlBehindItsOption() {
    assertRefused(
        CommandRun.of("query", "SELECT 1"), "SELECT 1: a query of your own goes behind -e");
  }

  @Test
  void refusesTwoQueries() {
    assertRefused(
        CommandRun.of("query", "cells", "-e", "SELECT 1"),
        "cells: give the name of a query or -e with your own, not both");
  }

  @Test
  void refusesABrokenStatementInOneLine() {
    assertRefused(
        CommandRun.of("query", "-e", "SELEC 1"),
        "-e: Syntax error at or near 'SELEC' (line 1, pos 0)");
  }

  /** Spark takes almost every word for an alias, such as a WHERE without a condition. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM trials WHERE; | WHERE | 21",
        "SELECT run FROM trials having | having | 23",
        "SELECT run FROM trials LIMIT | LIMIT | 23",
        "SELECT run FROM trials GROUP | GROUP | 23",
        "SELECT run FROM (SELECT run FROM trials ORDER) | ORDER | 40",
        "SELECT run FROM trials JOIN runs WHERE | WHERE | 33",
        "SELECT 1 FROM | FROM | 9",
      })
  void refusesAClauseThatIsBegunAlone(String statement, String word, int position) {
    assertRefused(
        CommandRun.of("query", "-e", statement),
        "-e: nothing stands behind %s (line 1, pos %d); finish it, or write AS %s if it is a name"
            .formatted(word, position, word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT run `where` FROM trials `group`",
        "SELECT run AS from FROM trials AS where",
        "SELECT year(started) year, max(started) last FROM runs date",
        "SELECT column, value FROM trial_sheet"
      })
  void takesWordsThatAreNames(String statement) {
    assertThatCode(() -> Selection.require("-e", statement)).doesNotThrowAnyException();
  }

  @Test
  void everyStatementThatIsToBeRunReads() {
    for (String query : Statements.queries()) {
      assertThatCode(() -> Selection.require("-e", query)).as(query).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "1+"})
  void refusesAStatementThatNestsTooDeep(String part) {
    String closing = part.equals("(") ? ")" : "";

    assertRefused(
        CommandRun.of("query", "-e", "SELECT " + part.repeat(5_000) + "1" + closing.repeat(5_000)),
        "-e: nests too deep to be read; write it with fewer parentheses or operators");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leaderboard", "-e SELECT", "--run a", "--limit 3"})
  void listsTheQueriesAlone(String more) {
    List<String> arguments = new ArrayList<>(List.of("query", "--list"));
    arguments.addAll(List.of(more.split(" ")));

    assertRefused(
        CommandRun.of(arguments.toArray(String[]::new)),
        "--list: takes no query, --run or --limit; leave out --list, or them");
  }

  @Test
  void refusesANumberOfRowsBelowOne() {
    assertRefused(
        CommandRun.of("query", "cells", "--limit", "0"),
        "--limit 0: must be a number of rows >= 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--of ratio | --of ratio: is of a picture; name its file with --picture",
        "--mark 1 | --mark 1.0: is of a picture; name its file with --picture",
        "--picture a.png | --picture: needs a column of figures: --of COLUMN",
        "--picture a.gif --of ratio | --picture a.gif: must be a name that ends in .png",
        "--picture a.png --of r --mark NaN | --mark NaN: must be a finite number",
        "--picture a.png --of r --format csv | --picture: is drawn instead of printing; leave out"
            + " --list, --format and --wide",
        "--picture none/a.png --of r | --picture none/a.png: cannot be written; name a file in a"
            + " folder that exists and is yours to write"
      })
  void refusesHalfAPicture(String options, String message) {
    List<String> arguments = new ArrayList<>(List.of("query", "cells"));
    arguments.addAll(List.of(options.split(" ")));
    assertRefused(CommandRun.of(arguments.toArray(String[]::new)), message);
  }

  @Test
  void refusesAnUnknownFormat() {
    CommandRun run = CommandRun.of("query", "cells", "--format", "xml");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines().get(0))
        .isEqualTo(
            "saddlepoint query: Invalid value for option '--format': expected one of [TABLE, CSV,"
                + " JSON] (case-insensitive) but was 'xml'");
  }

  @Test
  void saysWhereThereAreNoTables() {
    Path out = folder.resolve("none");

    CommandRun run = CommandRun.of("query", "cells", "--out", out.toString());

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err().strip())
        .isEqualTo(
            "saddlepoint: "
                + out
                + " holds no tables; check the path, or fill it with saddlepoint sweep");
  }

  @Test
  void saysWhatIsThereInPlaceOfTables() throws IOException {
    Path file = Files.writeString(folder.resolve("t.conf"), "recipe = dirac");
    String message = "saddlepoint: file:%s is a file; give a folder as --out%n".formatted(file);
    assertThat(CommandRun.of("query", "cells", "--out", file.toString()))
        .isEqualTo(new CommandRun(Exit.COULD_NOT_RUN, "", message));
    assertThat(CommandRun.of("check", "--out", file.toString()))
        .isEqualTo(new CommandRun(Exit.COULD_NOT_RUN, "", message));

    Path tables = Files.createDirectory(folder.resolve("tables"));
    Path marker = Files.writeString(tables.resolve("saddlepoint.json"), "{\"format\":2}");
    assertThat(CommandRun.of("check", "--out", tables.toString()))
        .isEqualTo(
            new CommandRun(
                Exit.COULD_NOT_RUN,
                "",
                "saddlepoint: file:"
                    + marker
                    + " is damaged: it lacks the id of its folder; use another --out\n"));
  }

  @Test
  void everyNamedQueryReads() {
    for (NamedQuery query : NamedQuery.all()) {
      assertThatCode(() -> Selection.require(query.name(), query.sql())).doesNotThrowAnyException();
    }
  }

  private static void assertRefused(CommandRun run, String message) {
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo(message);
  }
}
