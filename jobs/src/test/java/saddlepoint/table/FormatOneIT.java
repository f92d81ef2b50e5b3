// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.FormatOne;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.Problems;
import saddlepoint.testing.TestSweep;

/** Tables of format 1, as a build of that time wrote them: runs 007 and 2026-08-01. */
class FormatOneIT {
  private static final String HOCON = "recipe = dirac, steps = 20, log-every = 5, seeds = ";
  private static final String AGAIN = "; move it away and sweep again to train its 3 trials";

  @TempDir private Path folder;
  private Path wave;
  private Path part;

  @BeforeEach
  void copy() throws IOException {
    FormatOne.copyTo(folder);
    wave = only(folder.resolve("trials/run=007"), "wave=");
    part = only(wave, "part-");
  }

  @Test
  void isReadAsItIs() {
    SparkSession session = LocalSpark.session().newSession();

    Views.register(session, tables().requireSound(List.of()));

    assertThat(rows(session, "SELECT run, count(*), sum(steps) FROM trials GROUP BY 1 ORDER BY 1"))
        .containsExactly("[007,3,60]", "[2026-08-01,2,40]");
    assertThat(rows(session, "SELECT run, planned, trials, waves FROM runs ORDER BY 1"))
        .containsExactly("[007,3,3,1]", "[2026-08-01,2,2,1]");
    assertThat(tables().check(List.of("007"), CheckDepth.VALUES).problems()).isEmpty();
  }

  @Test
  void aRunOfOlderRulesTakesNoMoreTrialsAndAnotherIsShownBesideIt() throws IOException {
    TestSweep more = new TestSweep(HOCON + 5, "scalar", folder.toString(), "007");

    assertThatThrownBy(more::train)
        .hasMessageContaining(
            "verdict: run 007 was begun under version 1 of the verdict's rules and this build judges"
                + " by 3: the trials of a run are judged alike; use --run NEW, or go on with the build"
                + " that began it");
    assertThat(new TestSweep(HOCON + 3, "scalar", folder.toString(), "007").train().committed())
        .as("where nothing is left to do")
        .isEqualTo(3);

    new TestSweep(HOCON + 5, "scalar", folder.toString(), "new").train();

    assertThat(folder.resolve("saddlepoint.json")).content().contains("\"format\":2");
    SparkSession session = LocalSpark.session().newSession();
    Views.register(session, tables().requireSound(List.of()));
    String rules = "SELECT run, rules, count(*), count(match) FROM trials GROUP BY 1, 2 ORDER BY 1";
    assertThat(rows(session, rules))
        .containsExactly("[007,1,3,0]", "[2026-08-01,1,2,0]", "[new,3,5,5]");
    assertThat(rows(session, "SELECT DISTINCT run, rules FROM cells ORDER BY 1"))
        .containsExactly("[007,1]", "[2026-08-01,1]", "[new,3]");
  }

  @Test
  void namesAWaveThatAnotherRunsFileReplaced() throws IOException {
    Path other = only(only(folder.resolve("trials/run=2026-08-01"), "wave="), "part-");
    replace(other);

    assertThat(problem(part)).isEqualTo("holds a row of run 2026-08-01, not of 007" + AGAIN);
  }

  @Test
  void namesATrialThatIsThereTwice() throws IOException {
    Files.copy(part, wave.resolve("part-00001-copy.snappy.parquet"));

    assertThat(problem(wave)).matches("holds trial [0-9a-f]{16} twice" + AGAIN);
  }

  @Test
  void namesWhatAChangedColumnLacks() throws IOException {
    for (String change :
        List.of(
            "trial_id IS NULL AS x, nullif(trial_id, trial_id) AS trial_id: holds a row without"
                + " trial_id",
            "trial_id AS renamed: lacks the column trial_id",
            "trial_id, 'other' AS run: holds a row of run other, not of 007",
            "trial_id, 2 AS attempt: holds a row of wave [0-9a-f]{16}, attempt 2")) {
      String select = change.substring(0, change.indexOf(": "));
      rewrite(select);

      assertThat(problem(only(wave, "part-")))
          .matches(change.substring(change.indexOf(": ") + 2) + AGAIN);
      reset();
    }
  }

  @Test
  void namesACutWhoseTrialsWereChanged() throws IOException {
    Path cut = folder.resolve("runs/run=007/cut-0001.json");
    String text = Files.readString(cut, UTF_8);
    Files.writeString(cut, text.replaceFirst("\\[0,1,\"....", "[0,1,\"0000"), UTF_8);

    assertThat(problem(cut))
        .contains("is damaged: wave ")
        .contains(" is not the hash of its trials");

    Files.writeString(cut, text.replaceFirst("\\[0,1,", "[7,1,"), UTF_8);
    assertThat(problem(cut)).startsWith("is not readable: ").contains("Index 7 out of bounds");
  }

  /** Not all damage is found here, but none ends the check before it has named the rest. */
  @Test
  void whateverIsDamagedTheCheckGoesToItsEnd() throws IOException {
    byte[] whole = Files.readAllBytes(part);
    Random random = new Random(1);
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    int found = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      damaged[damaged.length - 1 - random.nextInt(damaged.length / (i % 2 + 1))] ^=
          (byte) (1 << random.nextInt(8));
      Files.write(part, damaged);
      found += Problems.of(tables()).isEmpty() ? 0 : 1;
    }
    assertThat(found).isPositive();
  }

  @Test
  void namesAWaveThatIsCommittedInBothFormats() throws IOException {
    new TestSweep(HOCON + 3, "none", folder.toString(), "other").train();
    // As if a build of that time had been at work on the run beside one of today.
    String id = wave.getFileName().toString().substring("wave=".length());
    Path file = only(folder.resolve("trials"), "other-");
    Path twin = folder.resolve("trials/007-" + id + ".parquet");
    Files.copy(file, twin);

    assertThat(Problems.of(tables()).stream().map(FolderProblem::toString))
        .anyMatch(problem -> problem.startsWith(uri(wave) + " holds a wave that is in 007-" + id));
  }

  private void rewrite(String select) throws IOException {
    SparkSession session = LocalSpark.session().newSession();
    Path changed = folder.resolve("staging/changed");
    String others = select.contains("trial_id") ? "run, wave, attempt, verdict" : "";
    for (String name : List.of("run", "attempt")) {
      if (select.endsWith(" AS " + name)) {
        others = others.replace(name + ", ", "");
      }
    }
    session
        .read()
        .parquet(part.toString())
        .selectExpr((select + ", " + others).split(", (?![^(]*\\))"))
        .coalesce(1)
        .write()
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(changed.toString());
    replace(only(changed, "part-"));
  }

  private void replace(Path other) throws IOException {
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    Files.delete(part);
    Files.copy(other, part);
  }

  private void reset() throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!entry.equals(folder)) {
          Files.delete(entry);
        }
      }
    }
    copy();
  }

  private String problem(Path path) {
    List<FolderProblem> problems =
        Problems.of(tables()).stream().filter(found -> found.place().equals(uri(path))).toList();
    assertThat(problems).as(Problems.of(tables()).toString()).hasSize(1);
    return problems.get(0).message();
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private static List<String> rows(SparkSession session, String sql) {
    return session.sql(sql).collectAsList().stream().map(Row::toString).toList();
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String uri(Path path) {
    return "file:" + path.toAbsolutePath();
  }
}
