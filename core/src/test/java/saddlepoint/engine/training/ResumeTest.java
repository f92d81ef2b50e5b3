// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.Golden;
import saddlepoint.engine.Engines;
import saddlepoint.engine.ForkedJava;
import saddlepoint.engine.graph.GraphMachines;
import saddlepoint.engine.lanes.LaneMachines;
import saddlepoint.engine.scalar.ScalarMachines;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** A state and a turn are all that the rest of a training depends on. */
class ResumeTest {
  private static final int STEPS = 12;
  private static final int SAVED_AT = 5;

  /** Engines with the trials that their machines are given. */
  enum Kind {
    SCALAR(1),
    LANES(3),
    GRAPH(3);

    private final int trials;

    Kind(int trials) {
      this.trials = trials;
    }

    Machine machine(List<Trial> of) {
      return switch (this) {
        case SCALAR -> ScalarMachines.of(of);
        case LANES -> LaneMachines.of(of);
        case GRAPH -> GraphMachines.of(of);
      };
    }
  }

  /** What is told of a trial's steps, as texts that show every bit. */
  private static final class Figures implements StepLog {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void logDiscriminator(
        int step,
        StepFigures.Outputs real,
        StepFigures.Outputs fake,
        double learningRate,
        double norm) {
      lines.add(
          step
              + Arrays.toString(real.logits())
              + Arrays.toString(fake.logits())
              + learningRate
              + " "
              + norm);
    }

    @Override
    public void logPenalty(float[] norms) {
      lines.add("norms " + Arrays.toString(norms));
    }

    @Override
    public void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm) {
      lines.add(step + Arrays.toString(fake.logits()) + learningRate + " " + norm);
    }

    @Override
    public void saturate(int step) {
      lines.add(step + " saturated");
    }
  }

  /** A machine with its trials' figures. */
  private static final class Course {
    private final Machine machine;
    private final Gan gan;
    private final List<Figures> figures = new ArrayList<>();
    private final MachineRounds rounds;

    Course(Kind kind, List<Trial> trials) {
      gan = trials.get(0).gan();
      machine =
          ToOptimum.where(gan, trials.get(0).recording(), kind.machine(trials), trials.size());
      trials.forEach(trial -> figures.add(new Figures()));
      rounds = new MachineRounds(machine, gan, trials.get(0).recording(), figures);
    }

    /** Everything before the game. */
    void pretrain() {
      for (Phase phase : Phase.values()) {
        rounds.forget();
        if (phase != Phase.GAME) {
          rounds.make(phase, 0, phase.turns(gan), Rounds.Steps.UNHEARD);
        }
      }
    }

    void play(long from, long to) {
      rounds.make(Phase.GAME, from, to, Rounds.Steps.UNHEARD);
    }

    List<TrainingState> states() {
      return IntStream.range(0, figures.size()).mapToObj(machine::state).toList();
    }

    /** What there is to know after a training. */
    List<String> outcome() {
      List<String> lines = new ArrayList<>();
      for (int trial = 0; trial < figures.size(); trial++) {
        lines.addAll(figures.get(trial).lines);
        lines.add(Arrays.toString(machine.state(trial).parameters()));
        lines.add(Arrays.toString(machine.state(trial).moments()));
      }
      return lines;
    }
  }

  private static List<Trial> trials(Golden.Case preset, Map<String, Object> more, int count) {
    Map<String, Object> raw = new HashMap<>(more);
    raw.put("steps", STEPS);
    if (new Vocabulary(Recipes.get(preset.recipe()).preset(preset.preset()))
        .names()
        .contains("pretrain-steps")) {
      raw.put("pretrain-steps", 3);
    }
    return IntStream.rangeClosed(1, count).mapToObj(seed -> preset.trial(seed, raw)).toList();
  }

  private static void assertGoesOn(Kind kind, List<Trial> trials, long at) {
    Course undisturbed = new Course(kind, trials);
    undisturbed.pretrain();
    undisturbed.play(0, at);
    List<TrainingState> states = undisturbed.states();
    undisturbed.figures.forEach(figures -> figures.lines.clear());
    long turns = Phase.GAME.turns(undisturbed.gan);
    undisturbed.play(at, turns);

    Course another = new Course(kind, trials);
    another.machine.resume(Phase.GAME, at, states);
    another.play(at, turns);

    assertThat(another.outcome())
        .as("%s %s after %d turns", kind, trials.get(0).cell().describe(), at)
        .isEqualTo(undisturbed.outcome());
  }

  /** The presets that lanes do not refuse, for them. */
  private static List<Golden.Case> presets(Kind kind) {
    return Golden.cases().stream()
        .filter(
            preset ->
                kind != Kind.LANES || Engines.get("lanes").refusal(preset.trial().gan()).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPresetGoesOn(Kind kind) {
    for (Golden.Case preset : presets(kind)) {
      List<Trial> trials = trials(preset, Map.of(), kind.trials);
      assertGoesOn(kind, trials, Schedule.of(trials.get(0).gan()).turnsBefore(SAVED_AT));
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void everyOptimizerAndOrderGoesOnAfterAnyTurn(OptimizerKind optimizer) {
    Golden.Case ring = new Golden.Case("ring", "original");
    for (UpdateOrder order : UpdateOrder.values()) {
      Map<String, Object> raw = new HashMap<>();
      raw.put("optimizer", optimizer.text());
      raw.put("update-order", order.text());
      raw.put("instance-noise", 0.2);
      raw.put("instance-noise-steps", 9);
      raw.put("label-flip", 0.2);
      raw.put("generator.average", 0.7);
      raw.put("decay", "staircase");
      raw.put("decay-steps", 4);
      if (order == UpdateOrder.ALTERNATING || order == UpdateOrder.GENERATOR_FIRST) {
        raw.put("discriminator-steps", 3);
        raw.put("discriminator-warm-up", 2);
        raw.put("discriminator-warm-up-steps", 1);
        raw.put("discriminator-warm-up-every", 2);
      }
      for (Kind kind : Kind.values()) {
        if (order != UpdateOrder.TO_OPTIMUM) {
          assertGoesOn(kind, trials(ring, raw, kind.trials), 7);
        }
      }
    }
  }

  /** Within D's first turn, at its end, and within a window of G's. */
  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LANES", mode = EnumSource.Mode.EXCLUDE)
  void playersThatMoveToTheirOptimumGoOn(Kind kind) {
    Golden.Case ring = new Golden.Case("ring", "original");
    Map<String, Object> raw =
        Map.of(
            "update-order",
            "to-optimum",
            "optimum-window",
            2,
            "optimum-gain",
            10.0,
            "optimizer",
            "adam",
            "generator.average",
            0.7);
    for (long at : new long[] {3, 4, 7}) {
      assertGoesOn(kind, trials(ring, raw, 1), at);
    }
  }

  /** Between D's turn and G's, which draws real rows anew. */
  @ParameterizedTest
  @EnumSource(names = "LANES", mode = EnumSource.Mode.EXCLUDE)
  void aRelativisticLossGoesOnAfterAnyTurn(Kind kind) {
    Golden.Case ring = new Golden.Case("ring", "original");
    Map<String, Object> raw = Map.of("loss", "relativistic-average", "instance-noise", 0.2);
    for (long at : new long[] {6, 7}) {
      assertGoesOn(kind, trials(ring, raw, kind.trials), at);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LANES", mode = EnumSource.Mode.EXCLUDE)
  void playersWithNoiseOfTheirOwnGoOn(Kind kind) {
    Golden.Case ring = new Golden.Case("ring", "original");
    Map<String, Object> raw =
        Map.of(
            "generator.dropout",
            0.4,
            "discriminator.hidden-noise",
            0.2,
            "penalty",
            "two-sided",
            "hidden",
            List.of(8, 6));
    assertGoesOn(kind, trials(ring, raw, kind.trials), 7);
  }

  /** Its buffer is filling in the one case and full in the other, where k stands behind it. */
  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LANES", mode = EnumSource.Mode.EXCLUDE)
  void whatIsReplayedGoesOn(Kind kind) {
    Golden.Case ring = new Golden.Case("ring", "original");
    Map<String, Object> filling = Map.of("replay", 0.5, "hidden", List.of(8, 6));
    assertGoesOn(kind, trials(ring, filling, kind.trials), 7);
    Map<String, Object> full =
        Map.of(
            "replay",
            0.25,
            "replay-size",
            11,
            "batch",
            8,
            "discriminator-steps",
            2,
            "instance-noise",
            0.1,
            "loss",
            "began",
            "hidden",
            List.of(8, 6));
    assertGoesOn(kind, trials(ring, full, kind.trials), 7);
  }

  @Test
  void anotherJvmGoesOn(@TempDir Path folder) throws IOException {
    Map<String, List<TrainingState>> saved = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    for (Kind kind : List.of(Kind.SCALAR, Kind.LANES)) {
      for (Golden.Case preset : presets(kind)) {
        List<Trial> trials = trials(preset, Map.of(), kind.trials);
        Course course = new Course(kind, trials);
        course.pretrain();
        long at = Schedule.of(course.gan).turnsBefore(SAVED_AT);
        course.play(0, at);
        saved.put(kind + " " + preset, course.states());
        course.figures.forEach(figures -> figures.lines.clear());
        course.play(at, Phase.GAME.turns(course.gan));
        wanted.add(kind + " " + preset + " " + course.outcome().hashCode());
      }
    }
    Path file = folder.resolve("states");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(saved);
    }

    List<String> found =
        ForkedJava.run(
            folder,
            GoesOn.class,
            List.of(
                "-XX:+RestoreMXCSROnJNICalls",
                "--add-modules=jdk.incubator.vector",
                "-Dstates=" + file));

    assertThat(found).containsAll(wanted);
  }

  /** Goes on with saved states. */
  static final class GoesOn {
    private GoesOn() {}

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
      Map<String, List<TrainingState>> saved;
      try (ObjectInputStream in =
          new ObjectInputStream(Files.newInputStream(Path.of(System.getProperty("states"))))) {
        saved = (Map<String, List<TrainingState>>) in.readObject();
      }
      for (Kind kind : List.of(Kind.SCALAR, Kind.LANES)) {
        for (Golden.Case preset : presets(kind)) {
          Course course = new Course(kind, trials(preset, Map.of(), kind.trials));
          long at = Schedule.of(course.gan).turnsBefore(SAVED_AT);
          course.machine.resume(Phase.GAME, at, saved.get(kind + " " + preset));
          course.play(at, Phase.GAME.turns(course.gan));
          System.out.println(kind + " " + preset + " " + course.outcome().hashCode());
        }
      }
    }
  }
}
