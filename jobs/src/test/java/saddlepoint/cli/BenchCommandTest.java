// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.engine.ArithmeticPeak;
import saddlepoint.jobs.bench.BenchSystem;
import saddlepoint.recipe.PretrainMode;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

class BenchCommandTest {
  private static final String SHORT =
      "in less than 3 seconds the compiler may not be done: the rates can be several times too low";
  private static final String SYSTEMS =
      "gaussian, gaussian-minibatch, normal, curves, curves-conditional, ring-hinge, ring-wgan-gp";

  @Test
  void measuresEverySystemInOrder() {
    CommandRun run =
        CommandRun.of(
            "bench", "--engine", "scalar", "--trials", "1", "--seconds", "0.02", "--format", "csv");

    assertThat(run.exit()).isZero();
    assertThat(run.errLines()).containsExactly(SHORT);
    assertThat(run.outLines()).hasSize(8);
    assertThat(run.outLines().get(0)).isEqualTo("system,engine,steps_per_second,share_of_peak");
    assertThat(run.outLines().stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .containsExactly(SYSTEMS.split(", "));
    for (String line : run.outLines().subList(1, 8)) {
      String[] values = line.split(",", -1);
      assertThat(values).hasSize(4);
      assertThat(values[1]).isEqualTo("scalar");
      assertThat(Double.parseDouble(values[2])).isBetween(1.0, 1e7);
      assertThat(values[3].isEmpty()).isEqualTo(ArithmeticPeak.ofThisCore().isEmpty());
      if (!values[3].isEmpty()) {
        assertThat(Double.parseDouble(values[3])).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void printsATableForPeople() {
    CommandRun run = CommandRun.of("bench", "gaussian", "--engine", "scalar", "--seconds", "0.01");

    assertThat(run.exit()).isZero();
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.outLines().get(0)).matches("system +engine +steps/s +share of peak");
    assertThat(run.outLines().get(1)).matches("gaussian +scalar +[\\d,.]+( +[\\d.]+ %)?");
  }

  @Test
  void tellsOnStderrWhatItMeasuresIfThatTakesLong() {
    CommandRun run = CommandRun.of("bench", "curves", "--engine", "scalar", "--seconds", "1.1");

    assertThat(run.errLines())
        .containsExactly("measuring curves on scalar, about 2 s to go", SHORT);
  }

  @Test
  void anUnknownSystemIsAnsweredWithThoseThereAre() {
    CommandRun run = CommandRun.of("bench", "gaussian", "ring");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly("ring: unknown system \"ring\"; there are " + SYSTEMS);
  }

  @Test
  void anUnknownEngineIsRefused() {
    CommandRun run = CommandRun.of("bench", "--engine", "warp");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).startsWith("--engine: unknown engine \"warp\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "3601"})
  void secondsMustBeSome(String seconds) {
    CommandRun run = CommandRun.of("bench", "--seconds", seconds);

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).startsWith("--seconds: must be above 0 and at most 3600, got ");
  }

  @Test
  void aCohortHasAtLeastOneTrial() {
    CommandRun run = CommandRun.of("bench", "--trials", "0");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines()).containsExactly("--trials: must be 1 to 4096, got 0");
  }

  @Test
  void aCohortIsTrainedByAtLeastOneThread() {
    CommandRun run = CommandRun.of("bench", "--threads", "0");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines()).containsExactly("--threads: must be 1 to 1024, got 0");
  }

  @Test
  void ratesOfThreadsAddUp() {
    CommandRun run =
        CommandRun.of("bench", "gaussian", "--seconds", "0.2", "--threads", "3", "--format", "csv");

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.outLines()).hasSize(2);
    assertThat(run.outLines().get(1)).matches("gaussian,\\w+,\\d+(\\.\\d+)?,[\\d.]*");
  }

  @Test
  void theHelpNamesEverySystem() {
    String help = String.join(" ", CommandRun.of("bench", "--help").out().split("\\s+"));

    assertThat(help).contains(SYSTEMS);
  }

  /** What is timed is the game, as the recipe plays it. */
  @ParameterizedTest
  @MethodSource("systems")
  void trialsAreOfTheRecipeWithoutPretraining(BenchSystem system) {
    List<Trial> trials = system.trials(3, 50, "float32");

    assertThat(trials).extracting(Trial::randomSeed).containsExactly(1, 2, 3);
    for (Trial trial : trials) {
      assertThat(trial.gan().steps()).isEqualTo(50);
      assertThat(trial.gan().pretraining().mode()).isEqualTo(PretrainMode.NONE);
      assertThat(trial.recording().loggedSteps(50)).isEqualTo(2);
      assertThat(trial.gan().updateOrder())
          .isEqualTo(
              system.name().startsWith("curves")
                  ? UpdateOrder.SIMULTANEOUS
                  : UpdateOrder.ALTERNATING);
    }
  }

  static List<BenchSystem> systems() {
    return BenchSystem.ALL;
  }
}
