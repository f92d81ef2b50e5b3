// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.testing.LocalSpark;

/** How much of two cores a sweep leaves idle, for networks of every size that lanes train. */
@Tag("acceptance")
class IdleCoresTest {
  private static final int CORES = 2;
  private static final String SIZES =
      System.getProperty("saddlepoint.idle.sizes", "8,16,32,64,128,256,512");

  /**
   * Multiply-adds of a sweep are about as many whatever the size, so that each takes a minute or
   * two.
   */
  private static final long WORK = Long.getLong("saddlepoint.idle.work", 100_000_000L);

  /** Sums up what tasks take, between the first one's launch and the last one's end. */
  private static final class Busy extends SparkListener {
    private final AtomicLong millis = new AtomicLong();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong last = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      millis.addAndGet(end.taskInfo().finishTime() - end.taskInfo().launchTime());
      first.accumulateAndGet(end.taskInfo().launchTime(), Math::min);
      last.accumulateAndGet(end.taskInfo().finishTime(), Math::max);
    }

    double seconds() {
      return (last.get() - first.get()) / 1e3;
    }

    double idle() {
      return 1 - millis.get() / 1e3 / (CORES * seconds());
    }
  }

  static IntStream sizes() {
    return Arrays.stream(SIZES.split(",")).mapToInt(Integer::parseInt);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aSweepLeavesHardlyACoreIdle(int hidden, @TempDir Path folder) throws Exception {
    int trials = 16 * 24;
    // Two layers of D and one of G are as wide as that; a step goes some ten times through them.
    long steps = Math.max(20, WORK / hidden / hidden / 8);
    Path sweep =
        Files.writeString(
            folder.resolve("idle.conf"),
            "name = idle, recipe = gaussian, pretrain = none, minibatch = false, batch = 8, steps = "
                + steps
                + ", log-every = 1000000, gap = none, jacobian = none, generator.hidden = ["
                + hidden
                + "], discriminator.hidden = ["
                + hidden
                + ", "
                + hidden
                + "], seeds = "
                + trials);
    Busy busy = new Busy();
    LocalSpark.session().sparkContext().addSparkListener(busy);
    try {
      CommandRun run =
          CommandRun.of(
              "sweep", sweep + "", "--engine", "lanes", "--out", folder.resolve("out") + "");
      assertThat(run.exit()).as(run.out() + run.err()).isZero();
      // Events come some time after what they tell of.
      LocalSpark.session().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      LocalSpark.session().sparkContext().removeSparkListener(busy);
    }

    System.out.printf(
        Locale.ROOT,
        "hidden %d: %d trials of %d steps in %.0f s on %d cores, %.1f %% idle%n",
        hidden,
        trials,
        steps,
        busy.seconds(),
        CORES,
        100 * busy.idle());
    assertThat(busy.idle()).isLessThan(0.05);
  }
}
