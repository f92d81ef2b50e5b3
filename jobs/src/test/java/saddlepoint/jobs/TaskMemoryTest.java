// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskMemoryTest {
  private static final long HEAP = 2_000_000_000;

  @ParameterizedTest
  @CsvSource({"local, 1.2e9", "local[3], 0.4e9", "'local[2,4]', 0.6e9", "local[*], 0.3e9"})
  void coresOfThisJvmShareItsHeap(String master, double bytes) {
    TaskMemory memory = TaskMemory.of(settings("spark.master", master), HEAP, 4);

    assertThat(memory.bytes()).isCloseTo(bytes, Offset.offset(1.0));
    assertThat(memory.refusal(16, (long) bytes - 1)).isEmpty();
  }

  @Test
  void tasksOfAnExecutorShareItsHeap() {
    Properties settings =
        settings(
            "spark.master", "yarn",
            "spark.executor.memory", "4g",
            "spark.executor.cores", "8",
            "spark.task.cpus", "2");

    assertThat(TaskMemory.of(settings, HEAP, 4).bytes())
        .isCloseTo(0.6 * (4L << 30) / 4, Offset.offset(1.0));
    assertThat(TaskMemory.of(settings("spark.master", "yarn"), HEAP, 4).bytes())
        .isCloseTo(0.6 * (1L << 30), Offset.offset(1.0));
    assertThat(
            TaskMemory.of(
                    settings("spark.master", "yarn", "spark.executor.memory", "4096"), HEAP, 4)
                .bytes())
        .as("a number without a unit is MiB")
        .isCloseTo(0.6 * (4L << 30), Offset.offset(1.0));
  }

  @Test
  void saysWhatIsNeededAndWhatThereIs() {
    assertThat(
            TaskMemory.of(settings("spark.master", "local[2]"), HEAP, 4)
                .refusal(16, 3_100_000_000L))
        .isEqualTo(
            "a cohort of 16 trials needs 3.10 GB and one core of this JVM has 0.60 GB; lower hidden"
                + " or batch, raise SADDLEPOINT_MEMORY, or use --engine scalar");
    assertThat(TaskMemory.of(settings("spark.master", "yarn"), HEAP, 4).refusal(16, 1L << 40))
        .contains("one task of an executor has 0.64 GB")
        .contains("raise --executor-memory");
  }

  private static Properties settings(String... pairs) {
    Properties settings = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.setProperty(pairs[i], pairs[i + 1]);
    }
    return settings;
  }
}
