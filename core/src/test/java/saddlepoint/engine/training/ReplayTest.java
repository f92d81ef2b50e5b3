// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.Engines;
import saddlepoint.engine.graph.GraphMachines;
import saddlepoint.engine.scalar.ScalarMachines;
import saddlepoint.sweep.Trial;

/** D sees rows again that G made for it before. */
class ReplayTest {
  private static final int BATCH = 8;
  private static final int STEPS = 10;

  /** D's pre-activations of the generated rows of each of its updates, which are all told. */
  private static final class Fakes implements StepLog {
    private final List<float[]> ofSteps = new ArrayList<>();

    @Override
    public void logDiscriminator(
        int step,
        StepFigures.Outputs real,
        StepFigures.Outputs fake,
        double learningRate,
        double norm) {
      ofSteps.add(fake.logits().clone());
    }

    @Override
    public void logPenalty(float[] norms) {}

    @Override
    public void logGenerator(
        int step, StepFigures.Outputs fake, double learningRate, double norm) {}

    @Override
    public void saturate(int step) {}
  }

  private static List<float[]> fakes(String engine, double share) {
    Map<String, Object> raw =
        Map.of(
            "replay",
            share,
            "replay-size",
            9,
            "batch",
            BATCH,
            "steps",
            STEPS,
            "hidden",
            List.of(6),
            "optimizer",
            "sgd",
            "learning-rate",
            1e-30);
    List<Trial> trials = List.of(Trials.of("ring", raw));
    Machine machine = engine.equals("graph") ? GraphMachines.of(trials) : ScalarMachines.of(trials);
    Fakes fakes = new Fakes();
    MachineRounds rounds =
        new MachineRounds(machine, trials.get(0).gan(), trials.get(0).recording(), List.of(fakes));
    rounds.forget();
    rounds.make(Phase.GAME, 0, Phase.GAME.turns(trials.get(0).gan()), Rounds.Steps.UNHEARD);
    return fakes.ofSteps;
  }

  /** D has moved before and kept rows by then; the first step's D sees none of them. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "graph"})
  void aGeneratorThatComparesWithRealRowsSeesNoEarlierOnes(String engine) {
    assertThat(afterOneStep(engine, 0.5)).isEqualTo(afterOneStep(engine, 0));
  }

  private static double[] afterOneStep(String engine, double share) {
    Map<String, Object> raw =
        Map.of("loss", "relativistic-average", "replay", share, "batch", BATCH, "steps", 1);
    List<Trial> trials = List.of(Trials.of("ring", raw));
    Machine machine = engine.equals("graph") ? GraphMachines.of(trials) : ScalarMachines.of(trials);
    MachineRounds rounds =
        new MachineRounds(
            machine, trials.get(0).gan(), trials.get(0).recording(), List.of(new Fakes()));
    rounds.forget();
    rounds.make(Phase.GAME, 0, Phase.GAME.turns(trials.get(0).gan()), Rounds.Steps.UNHEARD);
    return machine.state(0).parameters();
  }

  /** Players that stand still tell a row by what D makes of it. */
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "graph"})
  void halfOfTheRowsAreEarlierOnes(String engine) {
    List<float[]> plain = fakes(engine, 0);
    List<float[]> replayed = fakes(engine, 0.5);

    assertThat(replayed).hasSize(STEPS);
    assertThat(replayed.get(0)).isEqualTo(plain.get(0));
    Set<Float> earlier = new HashSet<>();
    for (int step = 1; step < STEPS; step++) {
      for (int row = 0; row < BATCH / 2; row++) {
        earlier.add(plain.get(step - 1)[row]);
        assertThat(replayed.get(step)[row]).isEqualTo(plain.get(step)[row]);
      }
      for (int row = BATCH / 2; row < BATCH; row++) {
        float found = replayed.get(step)[row];
        // Where a row stands in its batch may count for the last bits of the graph's sums.
        assertThat(earlier).anyMatch(one -> Math.abs(one - found) < 1e-6);
        assertThat(replayed.get(step)[row]).isNotEqualTo(plain.get(step)[row]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mnist-mlp, data.labels, concatenated, 'replay > 0 shows D rows of earlier batches'",
    "ring, batch, 1, 'replay = 0.5 of a batch of 1 is 0 rows'",
    "ring, training, data-parallel, 'leave it out where data.labels = auxiliary'"
  })
  void isRefusedWhereThereAreNoRowsToShow(String recipe, String key, String value, String message) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("replay", 0.5);
    raw.put(key, value.equals("1") ? 1 : value);
    assertThatThrownBy(() -> Trials.of(recipe, raw).gan()).hasMessageContaining(message);
  }

  /** Where G learns from D's rows there are no old ones among them. */
  @Test
  void ordersOfOneBatchHaveNone() {
    for (String order : List.of("simultaneous", "d-then-g", "g-then-d", "extragradient")) {
      Trial trial = Trials.of("ring", Map.of("replay", 0.5, "update-order", order));
      assertThat(trial.gan().generatedRows().replay().isUsed()).as(order).isFalse();
    }
  }

  @Test
  void lanesRefuseIt() {
    assertThat(Engines.get("lanes").refusal(Trials.of("ring", Map.of("replay", 0.5)).gan()))
        .isEqualTo("its D sees what G has just made, and replay > 0 shows earlier rows");
  }

  @Test
  void itsRowsAreOfTheState() {
    Trial plain = Trials.of("ring", Map.of());
    Trial replayed = Trials.of("ring", Map.of("replay", 0.5, "replay-size", 100));
    assertThat(TrainingState.bytes(replayed.gan()) - TrainingState.bytes(plain.gan()))
        .isEqualTo(100 * 2 * Double.BYTES);
    assertThat(TrainingState.zeros(replayed.gan()).moments())
        .hasSize(TrainingState.zeros(plain.gan()).moments().length + 200);
  }
}
