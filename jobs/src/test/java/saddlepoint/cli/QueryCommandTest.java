// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            "leaderboard       best cells: share of trials that converged, then that matched, then W1",
            "cells             every configuration: verdicts, medians and means of its trials",
            "main-effects      axes by how much they move the share that converged",
            "trials            every trial: verdict, reason and final figures",
            "trial             one trial, whose id or its first digits follow: all that is known of it",
            "false-equilibria  trials whose D looks converged while the samples are wrong, worst first",
            "failures          trials that ended FAILED, TIMED_OUT or DIVERGED, and why",
            "runs              every run: when, by how many drivers, how much of it is committed");
  }

  @Test
  void wantsAQuery() {
    assertRefused(
        CommandRun.of("query"),
        "query: needs the name of a query or -e SQL; there are leaderboard, cells,"
            + " main-effects, trials, trial, false-equilibria, failures, runs");
  }

  @Test
  void refusesAnUnknownName() {
    assertRefused(
        CommandRun.of("query", "cels"),
        "cels: unknown query \"cels\"; there are leaderboard, cells, main-effects, trials, trial,"
            + " false-equilibria, failures, runs");
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

  @Test
  void refusesANumberOfRowsBelowOne() {
    assertRefused(
        CommandRun.of("query", "cells", "--limit", "0"),
        "--limit 0: must be a number of rows >= 1");
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
