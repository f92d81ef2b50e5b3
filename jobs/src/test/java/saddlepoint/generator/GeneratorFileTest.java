// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.engine.Generator;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.numerics.Numerics;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class GeneratorFileTest {
  static Stream<String> recipes() {
    return Recipes.all().stream().map(Recipe::name);
  }

  /** A small training that keeps its generator, and a snapshot to compare it with. */
  private static TrialResult train(String recipe) {
    List<String> assignments =
        new ArrayList<>(
            List.of(
                "steps=5",
                "keep-generator=final",
                "snapshot.every=5",
                "snapshot.trials=1",
                "gap=none",
                "jacobian=none"));
    boolean hasImages =
        Recipes.get(recipe).presets().get(0).settings().values().containsKey("data.shrink");
    if (hasImages) {
      assignments.add("epochs=0");
      boolean hasFilters =
          Recipes.get(recipe).presets().get(0).settings().has(Keys.FILTERS.generator());
      assignments.addAll(
          hasFilters
              ? List.of("filters=[4, 3]", "batch=4", "data.rows=600")
              : List.of("data.shrink=7"));
    }
    Trial trial =
        new SweepReader()
            .read(recipe, assignments)
            .plan("float32", Numerics.VERSION)
            .trials()
            .get(0);
    return ObservableEngine.get().train(trial, TrainingObserver.NONE);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void holdsEveryParameterUnderItsLayersName(String recipe) throws IOException {
    TrialResult result = train(recipe);
    Gan gan = result.trial().gan();
    Snapshot last = result.snapshots().get(result.snapshots().size() - 1);

    GeneratorFile file = GeneratorFile.of(result).get(0);

    assertThat(file.step()).isEqualTo(4);
    assertThat(file.parameters(gan.generator())).isEqualTo(last.generator());
    assertThat(GeneratorFile.of(result).get(0).npz()).isEqualTo(file.npz());
    Map<String, byte[]> entries = Npz.read(file.npz());
    List<String> wanted = new ArrayList<>(List.of("format.npy", "architecture.json"));
    int layers = gan.generator().layers().size();
    for (int index = 0; index < layers; index++) {
      Layer layer = gan.generator().layers().get(index);
      if (layer.parameters() > layer.biases()) {
        wanted.add("layer" + index + ".weights.npy");
      }
      if (layer.biases() > 0) {
        wanted.add("layer" + index + ".biases.npy");
      }
    }
    assertThat(entries.keySet()).containsExactlyElementsOf(wanted);
    JsonNode architecture = new ObjectMapper().readTree(entries.get("architecture.json"));
    assertThat(architecture.get("trial_id").asText()).isEqualTo(result.trial().id());
    assertThat(architecture.get("layers")).hasSize(layers);
    assertThat(architecture.get("layers").get(layers - 1).get("out").asInt())
        .isEqualTo(gan.source().columns());
    assertThat(architecture.get("noise").get("dimension").asInt())
        .isEqualTo(gan.noise().dimension());
    assertThat(architecture.has("image")).isEqualTo(gan.judge().pixels().isPresent());
  }

  /** With the trial's own random seed, the samples that its evaluation has judged. */
  @ParameterizedTest
  @MethodSource("recipes")
  void generatesWhatTheTrialsPlayersGenerateFromTheSameNoise(String recipe) throws IOException {
    TrialResult result = train(recipe);
    Trial trial = result.trial();
    Gan gan = trial.gan();
    int rows = gan.evaluationSamples();
    float[] noise = new float[rows * gan.noise().dimension()];
    new Batches(trial.randomSeed()).evaluationNoise(gan.noise(), rows, noise);
    int[] labels = new int[rows];
    for (int row = 0; row < rows && gan.source().hasLabels(); row++) {
      labels[row] = row % gan.source().classes();
    }
    Snapshot last = result.snapshots().get(result.snapshots().size() - 1);
    Generator generator =
        ReferencePlayers.generator(
            gan, GeneratorFile.of(result).get(0).parameters(gan.generator()));
    List<Integer> told = new ArrayList<>();

    GeneratedSamples samples =
        GeneratedSamples.of(
            gan, generator, trial.randomSeed(), rows, OptionalInt.empty(), told::add);

    assertThat(samples.noise()).isEqualTo(noise);
    assertThat(samples.labels()).isEqualTo(labels);
    assertThat(samples.rows())
        .isEqualTo(ReferencePlayers.of(gan, last).generate(noise, labels, rows));
    assertThat(told).hasSizeGreaterThan(1).endsWith(rows);
  }

  @Test
  void samplesHaveTheShapeOfImagesAndLabelsWhereThereAreSome() throws IOException {
    assertThat(header(samples("mnist-mlp", OptionalInt.empty()), "samples"))
        .contains("'<f4'", "(6, 4, 4)");
    Map<String, byte[]> curves = samples("curves-conditional", OptionalInt.of(1));
    assertThat(header(curves, "samples")).contains("(6, 15)");
    assertThat(header(curves, "noise")).contains("(6, 5)");
    assertThat(header(curves, "labels")).contains("'<i4'", "(6,)");
    byte[] labels = curves.get("labels.npy");
    assertThat(Arrays.copyOfRange(labels, labels.length - 8, labels.length))
        .isEqualTo(new byte[] {1, 0, 0, 0, 1, 0, 0, 0});
    assertThat(samples("gaussian", OptionalInt.empty()))
        .containsOnlyKeys("samples.npy", "noise.npy");
  }

  @Test
  void anotherNetworksFileIsRefusedByTheArrayThatItLacks() {
    GeneratorFile file = GeneratorFile.of(train("gaussian")).get(0);
    Gan other = train("curves").trial().gan();

    assertThatThrownBy(() -> file.parameters(other.generator()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("has no array layer0.weights of float32 (5, ");
  }

  private static Map<String, byte[]> samples(String recipe, OptionalInt label) throws IOException {
    TrialResult result = train(recipe);
    Gan gan = result.trial().gan();
    Generator generator = ReferencePlayers.generator(gan, result.generators().get(0).parameters());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GeneratedSamples.of(gan, generator, 3, 6, label, made -> {}).writeNpz(out);
    return Npz.read(out.toByteArray());
  }

  private static String header(Map<String, byte[]> entries, String array) {
    return new String(entries.get(array + ".npy"), 0, 128, ISO_8859_1);
  }
}
