// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.FormatOne;

/** Committed runs judged by the rules of this build, on real Spark. */
class JudgeIT {
  @TempDir private Path folder;

  private String sweep(String name, String... lines) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sweep.conf"),
            "recipe = gaussian\nname = " + name + "\n" + String.join("\n", lines));
    String out = folder.resolve("results").toString();
    CommandRun run = CommandRun.of("sweep", file.toString(), "--out", out);
    assertThat(run.exit()).as(run.err()).isZero();
    return out;
  }

  @Test
  void aTrialHasItsOwnVerdictByItsGeneratorAndByItsFigures() throws IOException {
    // In the band, matching loosely; in the band and wrong; collapsed; D wins.
    String seeds = "seeds = [20, 7, 1, 8]";
    for (String kept : List.of("final", "none")) {
      String out = sweep(kept, seeds, "keep-generator = " + kept);
      CommandRun judged = CommandRun.of("judge", kept, "--out", out);

      assertThat(judged.exit()).as(judged.err()).isZero();
      assertThat(judged.outLines().get(0))
          .isEqualTo(
              "run "
                  + kept
                  + ", 4 trials judged by rules 3: 4 by stored "
                  + (kept.equals("final") ? "generator" : "figures"));
      assertThat(judged.outLines().subList(2, judged.outLines().size()))
          .containsExactly(
              "           3  APPROXIMATE        APPROXIMATE        loose       1",
              "           3  COLLAPSED          COLLAPSED          none        1",
              "           3  D_WINS             D_WINS             none        1",
              "           3  FALSE_EQUILIBRIUM  FALSE_EQUILIBRIUM  none        1");
    }
  }

  @Test
  void whatOlderRulesJudgedIsTrainedAgain() throws IOException {
    FormatOne.copyTo(folder);

    CommandRun judged =
        CommandRun.of("judge", "007", "--out", folder.toString(), "--format", "csv");

    assertThat(judged.exit()).as(judged.err()).isZero();
    assertThat(judged.outLines().get(0))
        .isEqualTo("trial_id,rules_before,verdict_before,rules,verdict,match,reason,judged_by");
    assertThat(judged.outLines()).hasSize(4);
    assertThat(judged.outLines().subList(1, 4))
        .allMatch(line -> line.matches("[0-9a-f]{16},1,[A-Z_]+,3,[A-Z_]+,.*,training again"))
        .noneMatch(line -> line.contains("FAILED"));
    assertThat(judged.err()).contains("3 trials lack figures that the rules ask for");
  }

  @Test
  void aRunThatIsNotThereIsNamed() throws IOException {
    String out = sweep("short", "seeds = [1]", "steps = 20");

    CommandRun judged = CommandRun.of("judge", "absent", "--out", out);

    assertThat(judged.exit()).isNotZero();
    assertThat(judged.err()).contains("absent");
  }
}
