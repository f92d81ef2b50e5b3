// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** A step that is not logged allocates nothing once the JVM has compiled it. */
class LanesAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Recording ENDS =
      new Recording(1_000_000, 0, Duration.ZERO, 0, Trials.EVERY_STEP.judging());
  private static final int COHORT = 16;
  private static final int ATTEMPTS = 12;

  @ParameterizedTest
  @CsvSource({
    "gaussian, original, 4000",
    "gaussian, aylien-2016-12-minibatch, 1000",
    "normal, original, 1000",
    "curves, original, 500"
  })
  void aStepAllocatesNothing(String recipe, String preset, int steps) {
    assumeThat(THREADS.isThreadAllocatedMemorySupported()).isTrue();
    THREADS.setThreadAllocatedMemoryEnabled(true);
    List<Long> bytesPerStep = new ArrayList<>();
    // The first attempts warm up: until C2 is done, every vector is an object.
    do {
      long few = allocated(trials(recipe, preset, steps / 5));
      long many = allocated(trials(recipe, preset, steps));
      bytesPerStep.add((many - few) / (steps - steps / 5));
    } while (bytesPerStep.get(bytesPerStep.size() - 1) != 0 && bytesPerStep.size() < ATTEMPTS);
    assertThat(bytesPerStep)
        .as("bytes a step of %s %s, attempt by attempt", recipe, preset)
        .endsWith(0L);
  }

  private static long allocated(List<Trial> trials) {
    long self = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(self);
    LaneBits.train(trials);
    return THREADS.getThreadAllocatedBytes(self) - before;
  }

  private static List<Trial> trials(String recipe, String preset, int steps) {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 1; seed <= COHORT; seed++) {
      trials.add(Trials.of(recipe, preset, seed, ENDS, Map.of("steps", steps)));
    }
    return trials;
  }
}
