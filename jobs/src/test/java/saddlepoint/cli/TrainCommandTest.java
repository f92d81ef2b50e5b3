// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainCommandTest {
  /**
   * The Dirac-GAN starts at theta = psi = 1: D's loss is softplus(0) + softplus(1), G's the
   * negative softplus(1) of the minimax loss.
   */
  @Test
  void printsFiguresUnderTheirNamesAndTheVerdict() {
    CommandRun run = CommandRun.of("train", "dirac", "steps=100", "log-every=50");

    assertThat(run.exit()).isZero();
    assertThat(run.outLines()).hasSize(6);
    assertThat(run.outLines().subList(0, 3))
        .containsExactly(
            "dirac/original steps=100, random seed 1",
            "      step       D loss       G loss       D(x)    D(G(z))    D score         W1",
            "         0     2.006409    -1.313262      0.500      0.731     -2.006          -");
    assertThat(run.outLines().get(3)).matches(" +50 +\\d\\.\\d{6} +-\\d\\.\\d{6} .* -");
    assertThat(run.outLines().get(4)).matches(" +99 .* \\d\\.\\d{3}");
    assertThat(run.outLines().get(5))
        .matches("[A-Z_]+: .*D\\(x\\) 0\\.500.*; W1 \\d\\.\\d{3}, limit 0\\.05");
  }

  @Test
  void figuresThatDoNotExistAreNotNumbers() {
    assertThat(CommandRun.of("train", "dirac", "steps=3", "loss=least-squares").outLines().get(2))
        .matches(" +0 .* NaN +-");
  }

  @Test
  void theLastStepIsPrintedWhateverTheInterval() {
    assertThat(CommandRun.of("train", "dirac", "steps=7", "log-every=5").out())
        .matches("(?s)dirac.* 0 .*\n +5 .*\n +6 .*\n[A-Z_]+: .*\n");
  }

  @Test
  void severalRandomSeedsFollowEachOther() {
    CommandRun run = CommandRun.of("train", "gaussian", "steps=1", "pretrain=none", "seeds=[3,5]");

    assertThat(run.exit()).isZero();
    assertThat(run.outLines().get(0))
        .isEqualTo("gaussian/original pretrain=none steps=1, random seed 3");
    assertThat(run.outLines().get(4))
        .isEqualTo("gaussian/original pretrain=none steps=1, random seed 5");
    assertThat(run.outLines().get(2)).isNotEqualTo(run.outLines().get(6));
  }

  @Test
  void aDivergedTrialIsAResult() {
    CommandRun run =
        CommandRun.of("train", "gaussian", "steps=50", "pretrain=none", "learning-rate=3e38");

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out()).contains("DIVERGED: a figure of step ");
  }

  @Test
  void aTrialThatIsTooSlowIsAFailure() {
    CommandRun run =
        CommandRun.of("train", "normal", "steps=100000", "log-every=1", "trial-timeout=1ms");

    assertThat(run.exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(run.out()).contains("TIMED_OUT: ");
  }

  @Test
  void problemsNameTheArgument() {
    CommandRun run = CommandRun.of("train", "gaussian", "steps=0", "batchh=3");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines())
        .containsExactly(
            "steps=0: steps must be an integer >= 1, got 0",
            "batchh=3: unknown key \"batchh\"; did you mean batch?",
            "2 problems; nothing was started");
  }

  @Test
  void workersBelongIntoASweep() {
    String message =
        "training=data-parallel: a single GAN is trained by one worker; put it"
            + " into a sweep's file with `engine = graph`, or leave training out";

    CommandRun run = CommandRun.of("train", "curves", "training=data-parallel");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip()).isEqualTo(message);
    assertThat(
            CommandRun.of("train", "curves", "training=data-parallel", "engine=graph")
                .err()
                .strip())
        .isEqualTo(message);
    assertThat(
            CommandRun.of(
                    "trace", "curves", "training=data-parallel", "--steps=1", "--to=never-written")
                .err()
                .strip())
        .isEqualTo(message);
  }

  @Test
  void anEngineThatIsAskedForIsTaken() {
    CommandRun run =
        CommandRun.of("train", "curves", "engine=graph", "steps=3", "log-every=1", "gap=none");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(line -> line.matches(" +[012] .*"))).hasSize(3);
  }

  @Test
  void anEngineThatIsNotThereIsNamed() {
    assertThat(CommandRun.of("train", "dirac", "engine=abacus").err())
        .startsWith("engine=abacus: unknown engine \"abacus\"; there are auto, ");
  }

  /** One trial of a set, so that somebody can tell how long its epochs would take. */
  @Test
  void epochsOfASetAreTold() {
    CommandRun run =
        CommandRun.of("train", "mnist-mlp", "data.shrink=7", "data.rows=256", "steps=4");

    assertThat(run.out()).containsPattern("\n2.00 epochs of 256 rows, [0-9.e-]+ s an epoch\n");
  }
}
