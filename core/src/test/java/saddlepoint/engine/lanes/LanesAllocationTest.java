// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * A step that is not logged makes no object once the JVM has compiled it, whatever the JVM trained
 * before.
 */
class LanesAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int COHORT = 16;
  private static final int ENDLESS = 1_000_000_000;
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Bytes a step, less than the smallest object's. A staircase takes a power every 150 steps, and
   * {@code StrictMath.pow} makes three arrays, which C2 spares it only where all powers that were
   * ever taken are of like numbers.
   */
  private static final double FEW = 4;

  /** Steps that were told on the way. */
  private long told;

  /** What a training cost. */
  private record Cost(long bytes, int steps) {}

  /**
   * A little of every noise and every activation in turn, as an executor of a wide sweep trains
   * them: what C2 then compiles first may take in all of them. Before kernels were compiled apart,
   * uniform noise made objects ever after in about half of such JVMs.
   */
  @BeforeAll
  static void trainALittleOfEverything() {
    for (int round = 0; round < 10; round++) {
      for (NoiseKind noise : NoiseKind.values()) {
        String recipe = noise == NoiseKind.SPHERE ? "ring" : "gaussian";
        cost(recipe, "original", Map.of("noise", noise.text()), SHORT, steps -> {});
      }
      for (Activation activation : Activation.values()) {
        Map<String, Object> ofBoth =
            Map.of(
                "generator.activation",
                activation.text(),
                "discriminator.activation",
                activation.text());
        cost("gaussian", "original", ofBoth, SHORT, steps -> {});
      }
    }
  }

  /**
   * Two trainings differ in their steps alone: both are set up alike, log the first step, and end
   * by their time, so that nothing is evaluated.
   */
  @ParameterizedTest
  @CsvSource({
    "gaussian, original",
    "gaussian, original, noise, uniform",
    "gaussian, original, noise, normal",
    "gaussian, aylien-2016-12-minibatch",
    "normal, original",
    "curves, original",
    "curves-conditional, original",
    "dirac, original",
    "ring, original",
    "grid, original",
    "ring, original, penalty, two-sided",
    "ring, original, discriminator.norm, layer",
    "ring, original, loss, relativistic-average",
    "ring, original, noise, sphere"
  })
  void aStepMakesNoObject(ArgumentsAccessor of) {
    String recipe = of.getString(0);
    String preset = of.getString(1);
    Map<String, Object> settings = of.size() > 2 ? Map.of(of.getString(2), of.get(3)) : Map.of();
    assumeThat(THREADS.isThreadAllocatedMemorySupported()).isTrue();
    THREADS.setThreadAllocatedMemoryEnabled(true);
    List<Double> bytesPerStep = new ArrayList<>();
    double last;
    takePowersOfAllKinds();
    long end = System.nanoTime() + PATIENCE.toNanos();
    // The first attempts warm up: until C2 is done, every vector is an object.
    do {
      Cost few = cost(recipe, preset, settings, Duration.ofMillis(100), this::tell);
      Cost many = cost(recipe, preset, settings, Duration.ofMillis(600), this::tell);
      last = (double) (many.bytes() - few.bytes()) / (many.steps() - few.steps());
      bytesPerStep.add(last);
    } while (!(Math.abs(last) < FEW) && System.nanoTime() < end);
    assertThat(Math.abs(last))
        .as("bytes a step of %s %s %s: %s", recipe, preset, settings, bytesPerStep)
        .isLessThan(FEW);
    assertThat(told).as("steps told on the way").isPositive();
  }

  /** As other trainings of the JVM may have done. */
  private static void takePowersOfAllKinds() {
    double sum = 0;
    for (int i = 1; i < 200_000; i++) {
      sum += StrictMath.pow(1 + i / 200_000.0, 1.5);
    }
    assertThat(sum).isPositive();
  }

  private void tell(long steps) {
    told += steps;
  }

  private static Cost cost(
      String recipe,
      String preset,
      Map<String, Object> settings,
      Duration time,
      LongConsumer advanced) {
    Recording recording = new Recording(ENDLESS, 0, time, 0, Trials.EVERY_STEP.judging());
    Map<String, Object> raw = new HashMap<>(settings);
    raw.put("steps", ENDLESS);
    if (recipe.equals("gaussian")) {
      // Its time would be up before the game.
      raw.put("pretrain", "none");
    }
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= COHORT; seed++) {
      trials.add(Trials.of(recipe, preset, seed, recording, raw));
    }
    Cohort cohort = new Cohort(trials);
    int[] steps = new int[1];
    long self = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(self);
    new LanesEngine()
        .train(
            cohort,
            new TrialListener() {
              @Override
              public void advanced(long more) {
                advanced.accept(more);
              }

              @Override
              public void ended(TrialResult result) {
                steps[0] = result.outcome().step();
              }
            });
    return new Cost(THREADS.getThreadAllocatedBytes(self) - before, steps[0]);
  }
}
