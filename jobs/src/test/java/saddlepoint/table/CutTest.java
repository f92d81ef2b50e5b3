// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Cost;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class CutTest {
  private static final double MINUTE = 6e10;
  private static final Cost SIXTEEN = new Cost(16, 1e-9);

  @Test
  void wavesGrowToAboutAMinuteOfWorkAndNoMore() {
    Cut cut = cut(trials("gaussian", "seeds = 3000", "steps = 10000", "pretrain = none"));

    List<Double> parts = cut.waves().stream().map(wave -> wave.work() / MINUTE).toList();
    assertThat(parts.get(0)).isLessThanOrEqualTo(1.0 / 16);
    assertThat(parts.get(1)).isBetween(1.0 / 16, 1.0 / 4);
    assertThat(parts.get(2)).isBetween(1.0 / 4, 1.0 / 2);
    assertThat(parts.subList(3, parts.size() - 1)).allMatch(part -> part > 0.9 && part <= 1);
    assertThat(cut.size()).isEqualTo(3000);
  }

  @Test
  void wavesOfLittleWorkHaveAtMostTwentyThousandTrials() {
    Cut cut = cut(trials("dirac", "seeds = 45000", "steps = 1"));

    assertThat(cut.waves()).extracting(Wave::size).containsExactly(20_000, 20_000, 5_000);
  }

  @Test
  void aTrialOfMuchWorkIsAWaveOfItsOwn() {
    Cut cut = cut(trials("gaussian", "seeds = 3", "steps = 2000000000", "log-every = 1000000"));

    assertThat(cut.waves()).extracting(Wave::size).containsExactly(1, 1, 1);
  }

  @Test
  void atMostOneCohortOfAShapeHasLanesToSpare() {
    List<Trial> trials = new ArrayList<>(trials("gaussian", "seeds = 1003", "steps = 20000"));
    trials.addAll(trials("gaussian", "seeds = 150", "steps = 20000", "learning-rate = 0.1"));
    trials.addAll(trials("curves", "seeds = 77", "steps = 20000"));

    Cut cut = cut(trials, SIXTEEN);

    assertThat(cut.waves()).hasSizeGreaterThan(5);
    int cohorts = 0;
    for (Wave wave : cut.waves()) {
      cohorts += Cohorts.of(cut.trials(wave), 16).size();
    }
    // 1153 of one shape, of two grids, and 77 of another.
    assertThat(cohorts).isEqualTo(73 + 5);
  }

  @Test
  void anotherAttemptIsAnotherWave() {
    List<Trial> trials = trials("dirac", "seeds = 9");
    Map<String, Integer> attempts = new HashMap<>(attempts(trials, 1));
    attempts.put(trials.get(2).id(), 2);
    attempts.put(trials.get(5).id(), 2);

    Cut cut = Cut.of("own", 1, "driver", 1, trials, attempts, SIXTEEN);

    assertThat(cut.waves()).extracting(Wave::attempt).containsExactly(1, 2);
    assertThat(cut.waves()).extracting(Wave::size).containsExactly(7, 2);
  }

  @Test
  void waveIdsDependOnTrialsAndAttemptAlone() {
    List<Trial> trials = new ArrayList<>(trials("dirac", "seeds = 9"));
    String id = cut(trials).waves().get(0).id();
    Collections.reverse(trials);

    assertThat(cut(trials).waves().get(0).id()).isEqualTo(id);
    assertThat(
            Cut.of("own", 1, "other", 1, trials, attempts(trials, 2), Cost.PLAIN)
                .waves()
                .get(0)
                .id())
        .isNotEqualTo(id);
    assertThat(cut(trials.subList(1, 9)).waves().get(0).id()).isNotEqualTo(id);
  }

  @Test
  void givesItsTrialsBackAfterItWasWrittenAndRead() throws IOException {
    List<Trial> trials = new ArrayList<>(trials("gaussian", "hidden = 5", "learning-rate = 0.1"));
    trials.addAll(trials("curves", "optimizer = adam", "batch = 7", "seeds = 4"));
    trials.addAll(trials("normal", "generator.hidden = [3, 4]", "trial-timeout = 90s"));
    trials.addAll(
        trials(
            "dirac",
            "verdict.score-tolerance = 0.25",
            "jacobian = none",
            "snapshot.trials = 1",
            "snapshot.every = 50"));

    Cut cut = Json.read(Json.write(cut(trials)), Cut.class);

    List<Trial> restored = new ArrayList<>();
    cut.waves().forEach(wave -> restored.addAll(cut.trials(wave)));
    assertThat(restored).containsExactlyInAnyOrderElementsOf(trials);
  }

  /** Cells held what is recorded among their own fields. */
  @Test
  void aCutOfAnOlderBuildGivesTheSameTrials() throws IOException {
    List<Trial> trials =
        trials(
            "dirac",
            "verdict.score-tolerance = 0.25",
            "evaluate-every = 100",
            "trial-timeout = 90s");
    Cut cut = cut(trials);
    ObjectNode older = Json.object(Json.write(cut));
    for (JsonNode node : older.get("cells")) {
      ObjectNode cell = (ObjectNode) node;
      JsonNode recording = cell.remove("recording");
      for (String name : List.of("log_every", "evaluate_every", "snapshot_every")) {
        cell.set(name, recording.get(name));
      }
      cell.put("timeout_millis", 90_000);
      cell.set("gap", recording.get("judging").get("gap"));
      cell.set("jacobian", recording.get("judging").get("jacobian"));
      cell.set("verdict_limits", recording.get("judging").get("limits"));
    }

    Cut read = Json.unseal(Json.seal(older), Cut.class, cut.run(), /* mayBeOfFormat1= */ false);

    assertThat(read).isEqualTo(cut);
    assertThat(older.get("cells").get(0).toString())
        .contains("\"timeout_millis\":90000", "\"verdict_limits\":{\"score-tolerance\":0.25}");
  }

  /** Recordings did not tell which generators are kept. */
  @Test
  void aCutWithoutGeneratorsKeepsNone() throws IOException {
    Cut cut = cut(trials("dirac"));
    ObjectNode older = Json.object(Json.write(cut));
    for (JsonNode cell : older.get("cells")) {
      ((ObjectNode) cell.get("recording")).remove("generators");
    }

    assertThat(Json.unseal(Json.seal(older), Cut.class, cut.run(), /* mayBeOfFormat1= */ false))
        .isEqualTo(cut);
  }

  @Test
  void aCutThatLacksARecordingIsRefused() throws IOException {
    ObjectNode cut = Json.object(Json.write(cut(trials("dirac"))));
    ((ObjectNode) cut.get("cells").get(0)).remove("recording");

    assertThatThrownBy(() -> Json.unseal(Json.seal(cut), Cut.class, cut.get("run").asText(), false))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("Missing creator property 'gap'");
  }

  @Test
  void aCutThatNamesAFieldTwiceIsRefused() {
    Cut cut = cut(trials("dirac"));
    String text = new String(Json.write(cut), StandardCharsets.UTF_8);
    byte[] twice = Json.seal(new RawValue("{\"number\":1," + text.substring(1)));

    assertThatThrownBy(() -> Json.unseal(twice, Cut.class, cut.run(), false))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("Duplicate field 'number'");
  }

  @Test
  void aWaveIsAFileOfAReadableSize() {
    String[] sizes = {"hidden = 200", "steps = 100", "log-every = 100", "seeds = 20"};
    List<Trial> plain = trials("gaussian", sizes);
    List<Trial> kept = new ArrayList<>(trials("gaussian", withSnapshots(sizes)));

    assertThat(cut(kept).waves()).hasSizeGreaterThan(cut(plain).waves().size());
    for (Wave wave : cut(kept).waves()) {
      double bytes = cut(kept).trials(wave).stream().mapToDouble(StoredBytes::of).sum();
      assertThat(bytes).isLessThanOrEqualTo(256 << 20);
    }
    assertThat(Cut.waves(Cohorts.byShape(kept), Cost.PLAIN)).isEqualTo(cut(kept).waves().size());
  }

  @Test
  void generatorsTakeTheirPartOfAWave() {
    String[] sizes = {"steps = 300", "batch = 1000", "data.rows = 1000", "log-every = 300"};
    List<String> keeping = new ArrayList<>(List.of(sizes));
    keeping.addAll(List.of("keep-generator = epochs", "seeds = 4"));
    List<Trial> kept = trials("mnist-mlp", keeping.toArray(String[]::new));

    assertThat(kept.get(0).recording().keptGenerators(kept.get(0).gan())).isEqualTo(300);
    for (Wave wave : cut(kept).waves()) {
      double bytes = cut(kept).trials(wave).stream().mapToDouble(StoredBytes::ofGenerators).sum();
      assertThat(bytes).isBetween(100e6, 256.0 * (1 << 20));
    }
  }

  private static String[] withSnapshots(String[] sizes) {
    List<String> all = new ArrayList<>(List.of(sizes));
    all.addAll(List.of("snapshot.every = 1", "snapshot.trials = 20"));
    return all.toArray(String[]::new);
  }

  @Test
  void tellsBeforeCuttingHowManyWavesThereWillBe() {
    List<Trial> many = trials("dirac", "seeds = 45000", "steps = 1");
    List<Trial> mixed = new ArrayList<>(trials("gaussian", "seeds = 3000", "steps = 10000"));
    mixed.addAll(trials("curves", "seeds = 40"));

    for (List<Trial> trials : List.of(many, mixed, trials("dirac", "seeds = 1"))) {
      assertThat(Cut.waves(Cohorts.byShape(trials), Cost.PLAIN))
          .isEqualTo(cut(trials).waves().size());
      assertThat(Cut.waves(Cohorts.byShape(trials), SIXTEEN))
          .isEqualTo(cut(trials, SIXTEEN).waves().size());
    }
    assertThat(Cut.waves(List.of(), SIXTEEN)).isZero();
  }

  @Test
  void refusesTrialsThatThisBuildNamesDifferently() {
    List<Trial> trials = trials("dirac", "seeds = 1");
    Cut cut = cut(trials);
    Cut other = new Cut("own", 1, "d", cut.arithmetic(), 99, 1, cut.cells(), cut.waves());

    assertThatThrownBy(() -> other.trials(other.waves().get(0)))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith(
            "trial " + trials.get(0).id() + " of wave " + cut.waves().get(0).id() + " would be ")
        .hasMessageEndingWith(
            " in this build, or with the data that is read now; go on with those that began the run,"
                + " or use another --run");
  }

  private static Cut cut(List<Trial> trials) {
    return cut(trials, Cost.PLAIN);
  }

  private static Cut cut(List<Trial> trials, Cost cost) {
    return Cut.of("own", 1, "driver", 1, trials, attempts(trials, 1), cost);
  }

  private static Map<String, Integer> attempts(List<Trial> trials, int attempt) {
    return trials.stream().collect(Collectors.toMap(Trial::id, trial -> attempt));
  }

  private static List<Trial> trials(String recipe, String... settings) {
    return new SweepReader().read(recipe, List.of(settings)).plan("float32", 1).trials();
  }
}
