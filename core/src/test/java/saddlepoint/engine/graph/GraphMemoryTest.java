// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.ForkedJava;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.ProcessMemory;
import saddlepoint.sweep.Trial;

/** How many trials are trained at once follows from memory, which is bounded and given back. */
class GraphMemoryTest {
  @TempDir private Path folder;

  static List<PresetCase> presets() {
    return PresetCase.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void memoryGrowsWithTheTrials(PresetCase preset) {
    Backend.require();
    assertThat(bytes(preset, 7)).isBetween(6 * bytes(preset, 1), 7 * bytes(preset, 1));
    assertThat(GraphDevices.HERE.arrayBytes(preset.trial(0))).isEqualTo(bytes(preset, 1));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void asManyTrainTogetherAsFit(PresetCase preset) {
    Backend.require();
    long one = bytes(preset, 1);

    assertThat(together(preset, 8 * one)).isEqualTo(8);
    assertThat(together(preset, 4 * one)).isEqualTo(4);
    assertThat(together(preset, 3 * one)).isEqualTo(2);
    assertThat(together(preset, one / 2)).isEqualTo(1);
    assertThatThrownBy(() -> GraphEngine.fitting(trials(preset, 8), one - 1, one - 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "a trial of "
                + preset.recipe()
                + " needs more than the \\d+ MB outside the heap that are free for it; lower hidden"
                + " or batch, or raise -D"
                + ProcessMemory.MOST_BYTES);
  }

  private static int together(PresetCase preset, long bytes) {
    try (GraphMachine<float[]> training =
        GraphEngine.fitting(trials(preset, 8), bytes, Long.MAX_VALUE)) {
      return training.trials();
    }
  }

  private static List<Trial> trials(PresetCase preset, int count) {
    return IntStream.range(0, count).mapToObj(preset::trial).toList();
  }

  private static long bytes(PresetCase preset, int count) {
    List<Trial> trials = trials(preset, count);
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      GraphMachine.of(arrays, trials);
      return arrays.bytes();
    }
  }

  /** 200 trainings of 40 MB each would take 8 GB if they were left to the garbage collector. */
  @Test
  void memoryIsGivenBack() {
    Backend.require();
    Trial trial =
        Trials.of(
            "gaussian",
            Map.of("batch", 1000, "hidden", List.of(300), "steps", 1, "pretrain-steps", 1));
    List<Trial> trials = List.of(trial);
    long before = Pointer.physicalBytes();
    for (int time = 0; time < 200; time++) {
      GraphMachine.of(Precision.SINGLE, trials, Long.MAX_VALUE).close();
    }
    assertThat(Pointer.physicalBytes() - before).isLessThan(1L << 30);
  }

  /** A JVM that may take little trains a large cohort in parts, and refuses what does not fit. */
  @Test
  void aCohortIsTrainedInParts() {
    List<String> lines =
        ForkedJava.run(
            folder,
            SmallMemory.class,
            List.of(
                "-XX:+RestoreMXCSROnJNICalls",
                "--add-modules=jdk.incubator.vector",
                "-D" + ProcessMemory.MOST_BYTES + "=1200m"));

    assertThat(lines).contains("trained 64");
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "a trial of gaussian needs more than the [\\d,]+ MB outside the heap that are"
                        + " free for it; lower hidden or batch, or raise -D"
                        + ProcessMemory.MOST_BYTES));
  }

  /** Trains a cohort that is too large for its JVM, then a trial that is. */
  static final class SmallMemory {
    private SmallMemory() {}

    public static void main(String[] arguments) {
      List<Trial> cohort = new ArrayList<>();
      for (int member = 0; member < 64; member++) {
        cohort.add(
            Trials.of(
                "gaussian",
                "original",
                member,
                Trials.EVERY_STEP,
                Map.of("batch", 1000, "hidden", List.of(200), "steps", 1, "pretrain-steps", 1)));
      }
      Backend.require();
      List<TrialResult> results = new ArrayList<>();
      new GraphEngine().train(new Cohort(cohort), results::add);
      System.out.println("trained " + results.size());
      Trial large = Trials.of("gaussian", Map.of("batch", 30_000, "hidden", List.of(1000)));
      try {
        new GraphEngine().train(new Cohort(List.of(large)), results::add);
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
