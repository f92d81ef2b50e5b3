// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class CheckCommandIT {
  @TempDir private Path folder;
  private String out;
  private Path wave;

  @BeforeEach
  void sweep() throws IOException {
    LocalSpark.session();
    out = folder.resolve("out").toString();
    for (String run : List.of("a", "b")) {
      new TestSweep("recipe = dirac, steps = 2, seeds = 3", "scalar", out, run).train();
    }
    try (Stream<Path> waves = Files.list(Path.of(out, "trials"))) {
      wave = waves.sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void saysThatAllIsAsItWasWritten() {
    for (List<String> more : List.of(List.<String>of(), List.of("--deep"))) {
      CommandRun run = check(more);

      assertThat(run.exit()).isEqualTo(Exit.DONE);
      assertThat(run.outLines().subList(0, 3))
          .containsExactly(
              "run  waves  trials  of planned",
              "a        1       3           3",
              "b        1       3           3");
      assertThat(run.outLines().get(3))
          .matches("all is as it was written; 1[0-9]{2} kB read in [0-9.]+ s");
    }
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws IOException {
    damage();

    CommandRun run = check(List.of());

    assertThat(run.exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(run.outLines().get(1)).isEqualTo("a        0       0           3");
    assertThat(run.outLines().get(3))
        .startsWith("NOT SOUND  file:" + wave + " is not what was committed: it has 1000 bytes")
        .endsWith("; move it away and sweep again to train its 3 trials");
    assertThat(run.outLines().get(4)).startsWith("1 problem, none mended; ");
    assertThat(check(List.of("b")).exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void theDoctorLooksAsDeepAsAQuery() throws IOException {
    assertThat(CommandRun.of("doctor", "--out", out).out())
        .contains("OK    output          " + out + " holds 2 runs, as they were written");

    damage();

    CommandRun run = CommandRun.of("doctor", "--out", out);
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.out()).contains("FAIL  output          the tables of file:" + out);
  }

  @Test
  void nothingElseIsWrittenAmongTheTables() {
    for (String part : List.of("trials", "runs", "staging")) {
      String target = out + "/" + part + "/x";
      CommandRun run = CommandRun.of("export", "--flat", "--to", target, "--out", out);

      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err().strip())
          .isEqualTo(
              "--to "
                  + target
                  + ": is inside the tables of file:"
                  + out
                  + "; give a place outside them");
      assertThat(Path.of(target)).doesNotExist();
    }
    String picture = out + "/trials/best.png";
    assertThat(CommandRun.of("picture", "best", "--to", picture, "--out", out).err().strip())
        .isEqualTo(
            "--to " + picture + ": is inside the tables of " + out + "; give a place outside them");
    String trace = out + "/runs/x.json";
    assertThat(CommandRun.of("trace", "dirac", "--steps", "1", "--to", trace).exit())
        .isEqualTo(Exit.USAGE);
  }

  private CommandRun check(List<String> more) {
    String[] arguments = {"check", "--out", out};
    return CommandRun.of(
        Stream.concat(Arrays.stream(arguments), more.stream()).toArray(String[]::new));
  }

  private void damage() throws IOException {
    Files.write(wave, Arrays.copyOf(Files.readAllBytes(wave), 1000));
  }
}
