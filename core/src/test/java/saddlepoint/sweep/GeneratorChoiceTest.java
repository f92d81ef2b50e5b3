// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Gan;

class GeneratorChoiceTest {
  private static List<Trial> plan(String recipe, String... assignments) {
    return new SweepReader().read(recipe, List.of(assignments)).plan("float32", 1).trials();
  }

  @Test
  void noGeneratorIsKeptUnlessAskedAndIdsDoNotTell() {
    List<Trial> plain = plan("mnist-mlp");
    List<Trial> kept = plan("mnist-mlp", "keep-generator=epochs");

    assertThat(plain.get(0).recording().generators()).isEqualTo(GeneratorChoice.NONE);
    assertThat(kept.get(0).recording().generators()).isEqualTo(GeneratorChoice.EPOCHS);
    assertThat(kept.get(0).id()).isEqualTo(plain.get(0).id());
    assertThat(plan("dirac", "keep-generator=final").get(0).recording().generators())
        .isEqualTo(GeneratorChoice.FINAL);
  }

  @Test
  void trialsWithoutSnapshotsKeepGeneratorsToo() {
    List<Trial> trials =
        plan("dirac", "seeds=2", "snapshot.every=10", "snapshot.trials=1", "keep-generator=final");

    assertThat(trials)
        .extracting(trial -> trial.recording().generators())
        .containsExactly(GeneratorChoice.FINAL, GeneratorChoice.FINAL);
  }

  @Test
  void whatCannotBeKeptIsRefusedBeforeAnyWork() {
    assertThatThrownBy(() -> plan("dirac", "keep-generator=all"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "keep-generator=all: keep-generator must be one of none, final, epochs, got \"all\"");
    assertThatThrownBy(() -> plan("gaussian", "keep-generator=epochs"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "keep-generator = epochs needs data that is a finite set, such as images, and that of"
                + " gaussian has no end; say keep-generator = final");
    assertThatThrownBy(() -> plan("mnist-mlp", "keep-generator=epochs", "epochs=3000"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("keep-generator = epochs keeps 3,000 generators of a trial, 1.")
        .hasMessageContaining("; say final, lower epochs or lower hidden");
  }

  @ParameterizedTest
  @CsvSource({"40, 16, 12, 1", "40, 16, 5, 1", "16, 40, 7, 1", "40, 40, 3, 1", "50, 16, 9, 3"})
  void asManyAreCountedAsStepsKeepOne(int rows, int batch, int steps, int ofDiscriminator) {
    Gan gan =
        Trials.of(
                "mnist-mlp",
                Map.of(
                    "data.shrink", 7,
                    "data.rows", rows,
                    "batch", batch,
                    "steps", steps,
                    "discriminator-steps", ofDiscriminator))
            .gan();
    for (GeneratorChoice choice : GeneratorChoice.values()) {
      Recording recording =
          new Recording(1, 0, Duration.ZERO, 0, Trials.EVERY_STEP.judging(), choice);

      assertThat(recording.keptGenerators(gan))
          .as(choice.text())
          .isEqualTo(
              IntStream.range(0, steps)
                  .filter(step -> recording.keepsGenerator(step, gan))
                  .count());
    }
  }
}
