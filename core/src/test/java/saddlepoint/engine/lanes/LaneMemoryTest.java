// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.sweep.Trial;

/** What a training is said to need is what it allocates. */
class LaneMemoryTest {
  private static final double TOLERANCE = 0.03;

  /** Objects, and arrays that are dropped at once. */
  private static final long LITTLE = 96 << 10;

  static List<Golden.Case> presets() {
    return LanesKinds.presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void saysWhatIsAllocated(Golden.Case preset) {
    expectSaid(preset, Map.of());
  }

  static List<Golden.Case> presetsWithBatches() {
    List<Golden.Case> cases = new ArrayList<>(LanesKinds.presets());
    cases.removeIf(preset -> preset.recipe().equals("dirac"));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("presetsWithBatches")
  void saysWhatLargeBatchesAllocate(Golden.Case preset) {
    expectSaid(preset, Map.of("batch", 300));
  }

  @Test
  void saysWhatWideAndManyLayersAllocate() {
    Golden.Case gaussian = new Golden.Case("gaussian", "original");
    for (List<Integer> hidden : List.of(List.of(2000), List.of(70, 60, 50, 40), List.of(1))) {
      expectSaid(gaussian, Map.of("hidden", hidden));
      expectSaid(gaussian, Map.of("hidden", hidden, "update-order", "simultaneous"));
    }
    expectSaid(
        gaussian, Map.of("minibatch", "true", "minibatch-kernels", 50, "minibatch-dimensions", 20));
  }

  @Test
  void refusesACohortThatDoesNotFitBeforeItIsAllocated() {
    Trial trial =
        Trials.of(
            "gaussian",
            "original",
            1,
            Trials.EVERY_STEP,
            Map.of("hidden", List.of(2_500, 2_500), "steps", 1));
    long before = allocated();

    assertThatThrownBy(() -> new LanesEngine().train(new Cohort(List.of(trial)), result -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "a cohort of gaussian needs [\\d.]+ GB of heap and this JVM has \\d+\\.\\d GB for it;"
                + " lower hidden or batch, give the JVM more, or use --engine scalar");

    assertThat(allocated() - before)
        .as("bytes allocated instead of gigabytes")
        .isLessThan(32 << 20);
  }

  @Test
  void refusesArraysThatNoIndexReaches() {
    Trial trial =
        Trials.of(
            "gaussian",
            "original",
            1,
            Trials.EVERY_STEP,
            Map.of("hidden", List.of(50_000, 50_000), "steps", 1));
    String refusal =
        String.format(
            Locale.ROOT,
            "the array of a cohort would hold %,d numbers and Java's hold 2,147,483,647; lower"
                + " hidden or batch, or use --engine scalar",
            50_000L * 50_000 * Lanes.WIDTH);

    assertThat(new LanesEngine().refusal(trial.gan())).isEqualTo(refusal);
    assertThatThrownBy(() -> new LanesEngine().train(new Cohort(List.of(trial)), result -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(refusal);
  }

  private static void expectSaid(Golden.Case preset, Map<String, Object> raw) {
    Map<String, Object> all = new HashMap<>(Map.of("steps", 30));
    all.putAll(raw);
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= Lanes.WIDTH; seed++) {
      trials.add(preset.trial(seed, all));
    }
    // Once before, so that no class is loaded while it is looked at.
    assertThat(new LaneMachine(trials)).isNotNull();
    long before = allocated();
    assertThat(new LaneMachine(trials)).isNotNull();
    long allocated = allocated() - before;

    // What random numbers are drawn into grows in the first step, to the most that one may need.
    long drawn = 2L * Integer.BYTES * Lanes.WIDTH * most(trials.get(0));
    // Its evaluations come later.
    long later = SampleLanePlayers.bytes(trials.get(0).gan());
    long said = LaneMemory.bytes(trials.get(0), Lanes.WIDTH) - drawn - later;
    assertThat(said)
        .as("bytes of %s with %s", preset, raw)
        .isCloseTo(allocated, Offset.offset((long) (TOLERANCE * allocated) + LITTLE));
  }

  private static long most(Trial trial) {
    var gan = trial.gan();
    return (long) gan.batch()
        * Math.max(
            Math.max(gan.source().drawsPerRow(), gan.noise().dimension()), gan.source().columns());
  }

  private static long allocated() {
    return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
