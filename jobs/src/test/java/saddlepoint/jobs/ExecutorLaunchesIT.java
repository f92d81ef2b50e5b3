// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.SparkProcess;

/** Executors that cannot start, which Spark launches again and again without a word. */
class ExecutorLaunchesIT {
  private static final String SWEEP = "name = none, recipe = dirac, steps = 10";

  @TempDir private Path folder;

  @Test
  void oneThatDiesAtLaunchIsToldByTheEndOfItsLog() throws Exception {
    String log =
        new SparkProcess(folder, "local-cluster[1,1,700]")
            .with("spark.executor.extraJavaOptions", "-agentlib:nosuchagent")
            .sweep(SWEEP, "none");

    assertThat(log)
        .containsPattern(
            "no executor starts: \\d+ ended before they took a task, such as app-\\d+-0000/\\d+,"
                + " EXITED, Command exited with code 1; its log \\(\\S+/stdout\\) ends: Error"
                + " occurred during initialization of VM \\| Could not find agent library"
                + " nosuchagent .*\\. Look at spark.executor.extraJavaOptions")
        .doesNotContain("None.get");
  }

  @Test
  void oneThatHasNoJavaIsToldByWhatSparkSays() throws Exception {
    String log =
        new SparkProcess(folder, "local-cluster[1,1,700]")
            .with("spark.executorEnv.JAVA_HOME", "/nowhere")
            .sweep(SWEEP, "none");

    assertThat(log)
        .containsPattern(
            "refused: no executor starts: \\d+ ended before they took a task, such as \\S+, FAILED"
                + ".* and spark.executorEnv.JAVA_HOME")
        .doesNotContain("None.get");
  }
}
