// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.AcceptanceTable;
import saddlepoint.testing.LocalSpark;

/** A folder's name is taken as it is, whatever shells, globs or addresses make of it. */
class LiteralPathsIT {
  private static final char FIRST = ' ';
  private static final char LAST = '~';

  @TempDir private Path folder;
  private Path sweep;

  @BeforeEach
  void writeSweep() throws IOException {
    LocalSpark.session();
    sweep = folder.resolve("s.conf");
    Files.writeString(sweep, "recipe = dirac, steps = 3, log-every = 1, seeds = 2", UTF_8);
  }

  @Test
  void trainsReadsAndExportsUnderEveryCharacterAtOnce() {
    StringBuilder name = new StringBuilder("x");
    for (char character = FIRST; character <= LAST; character++) {
      if (character != '/' && character != ':' && !Character.isLetterOrDigit(character)) {
        name.append(character);
      }
    }
    assertThat(failures(name.append("y").toString())).isEmpty();
  }

  @Test
  void refusesWhatHadoopCannotHoldBeforeAnyWork() throws IOException {
    for (String option : List.of("--out", "--to")) {
      Path out = folder.resolve("a:b");
      CommandRun run =
          option.equals("--out")
              ? CommandRun.of("sweep", sweep.toString(), "--out", out.toString())
              : CommandRun.of("export", "--flat", "--to", out.toString());
      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err().strip())
          .endsWith(
              option
                  + " "
                  + out
                  + ": holds a colon, which no path of Hadoop can; give a name without one");
      assertThat(out).doesNotExist();
    }
    assertThat(CommandRun.of("sweep", sweep.toString(), "--out", folder + "/a\tb").err().strip())
        .endsWith("holds the control character U+0009; give a name without one");
    assertThat(CommandRun.of("sweep", sweep.toString(), "--out", " ").err().strip())
        .endsWith("must name a folder, got nothing");
    Path images =
        Files.writeString(
            folder.resolve("images.conf"), "name = images, recipe = mnist-mlp, steps = 10");
    String place = "s3a://me:hush@bucket/x";
    for (List<String> setting :
        List.of(List.of("--out", place), List.of("--set", "data.path=" + place))) {
      assertThat(CommandRun.of("sweep", images.toString(), setting.get(0), setting.get(1)).err())
          .contains(
              "s3a://me:***@bucket/x",
              "must hold no password, since places are told and stored; give it as a setting of the"
                  + " file system, in a file that --properties-file names")
          .doesNotContain("hush");
    }
  }

  @Test
  @Tag("acceptance")
  void everyPrintableCharacterAlone() {
    AcceptanceTable table =
        new AcceptanceTable("sweep, query, check and export with --out 'xCyCz', C any of ASCII");
    List<String> failures = new ArrayList<>();
    int tries = 0;
    for (char character = FIRST; character <= LAST; character++) {
      if (character != '/' && character != ':') {
        tries++;
        failures.addAll(failures("x" + character + "y" + character + "z"));
      }
    }
    table.add("printable characters that paths can hold", tries, failures);
    table.conclude();
  }

  private List<String> failures(String name) {
    String out = folder.resolve(name).toString();
    List<String> failures = new ArrayList<>();
    expect(failures, "sweep", sweep.toString(), "--engine", "scalar", "--out", out, "--run", "r");
    expect(
        failures,
        "query",
        "-e",
        "SELECT count(*) AS n, run FROM trials GROUP BY run",
        "--format",
        "csv",
        "--out",
        out);
    expect(failures, "check", "--out", out);
    expect(failures, "export", "--flat", "--to", out + "-flat", "--out", out);
    if (!Files.isDirectory(Path.of(out, "trials"))) {
      failures.add(name + ": no folder " + out);
    }
    return failures;
  }

  private static void expect(List<String> failures, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    boolean isRight = !arguments[0].equals("query") || run.out().strip().equals("n,run\n2,r");
    if (run.exit() != Exit.DONE || !isRight) {
      failures.add(String.join(" ", arguments) + ": " + run.exit() + " " + run.out() + run.err());
    }
  }
}
