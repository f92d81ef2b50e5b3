// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.testing.BoundEngine;

class GpuSettingsTest {
  private static final Engine ON_GPUS = new BoundEngine();
  private static final String USUAL =
      "say --conf spark.executor.resource.gpu.amount=1 --conf spark.task.resource.gpu.amount=1, or a"
          + " share such as 0.25";

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "1,0.5", "1,0.25", "4,1.0"})
  void whatSparkSharesOutIsTaken(String ofExecutor, String ofTask) {
    GpuSettings settings = GpuSettings.of(settings("yarn", ofExecutor, ofTask));

    assertThatCode(() -> settings.require(ON_GPUS)).doesNotThrowAnyException();
    assertThatCode(() -> settings.require(Engines.get("scalar"))).doesNotThrowAnyException();
  }

  @Test
  void withoutGpusOnlyEnginesForGpusAreRefused() {
    assertThatCode(() -> GpuSettings.of(settings("yarn", "0", "0")).require(Engines.get("scalar")))
        .doesNotThrowAnyException();
    assertThatCode(() -> GpuSettings.of(settings("local[4]", "0", "0")).require(ON_GPUS))
        .as("on the GPU of this machine")
        .doesNotThrowAnyException();
    assertRefused(
        "yarn",
        "0",
        "0",
        "spark.executor.resource.gpu.amount: engine bound of this build trains on GPUs, and Spark was"
            + " asked for none, so that executors would share one without knowing; "
            + USUAL);
  }

  @ParameterizedTest
  @CsvSource({"local,0,1", "local[*],1,1", "local[2],1,0.5"})
  void embeddedSparkGivesOutNone(String master, String ofExecutor, String ofTask) {
    assertRefused(
        master,
        ofExecutor,
        ofTask,
        "spark.task.resource.gpu.amount: Spark gives out no GPUs under the master "
            + master
            + " and would wait for ever; say --conf spark.executor.resource.gpu.amount=0 --conf"
            + " spark.task.resource.gpu.amount=0, or use a cluster, such as a standalone one on this"
            + " machine (docs/gpu.md)");
  }

  @Test
  void aClusterInThisMachineGivesThemOut() {
    assertThatCode(
            () -> GpuSettings.of(settings("local-cluster[1,1,700]", "1", "1")).require(ON_GPUS))
        .doesNotThrowAnyException();
  }

  @Test
  void amountsThatLeaveGpusIdleAreRefused() {
    assertRefused(
        "yarn",
        "1",
        "0",
        "spark.task.resource.gpu.amount: executors were given GPUs and tasks were not, so that none"
            + " is used; "
            + USUAL);
    assertRefused(
        "yarn",
        "0",
        "1",
        "spark.executor.resource.gpu.amount: tasks were to have GPUs and executors were not given"
            + " any; "
            + USUAL);
    assertRefused(
        "yarn",
        "2",
        "2",
        "spark.task.resource.gpu.amount: 2 is more than a task can use, which trains on one GPU; say"
            + " --conf spark.task.resource.gpu.amount=1");
    assertRefused(
        "yarn",
        "1",
        "0.7",
        "spark.task.resource.gpu.amount: 0.7 cannot be shared out by Spark; say --conf"
            + " spark.task.resource.gpu.amount=1, or at most 0.5");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> GpuSettings.of(settings("yarn", "many", "1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.executor.resource.gpu.amount: must be a number of GPUs, got many; say --conf"
                + " spark.executor.resource.gpu.amount=1");
    for (String patience : List.of("soon", "10 parsecs", "0s", "-1min")) {
      SparkConf settings = settings("yarn", "1", "1");
      settings.set("spark.saddlepoint.gpu-timeout", patience);
      assertThatThrownBy(() -> GpuSettings.of(settings))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "spark.saddlepoint.gpu-timeout: must be a time above 0, got "
                  + patience
                  + "; say --conf spark.saddlepoint.gpu-timeout=60s");
      assertThat(GpuSettings.areOneOfExecutor(settings)).as("a task does not wait").isTrue();
    }
  }

  @Test
  void executorsAreAwaitedForAMinute() {
    SparkConf settings = settings("yarn", "1", "1");

    assertThat(GpuSettings.of(settings).patience()).hasSeconds(60);
    settings.set("spark.saddlepoint.gpu-timeout", "10min");
    assertThat(GpuSettings.of(settings).patience()).hasMinutes(10);
  }

  @Test
  void aGpuOfTwoExecutorsIsFoundOnOneHostAlone() {
    ExecutorGpus one = new ExecutorGpus("0", "a", List.of("0", "1"));

    assertThatCode(
            () ->
                ExecutorGpus.requireDistinct(
                    List.of(
                        one,
                        new ExecutorGpus("1", "a", List.of("2")),
                        new ExecutorGpus("2", "b", List.of("0", "1")),
                        new ExecutorGpus("3", "b", List.of()))))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                ExecutorGpus.requireDistinct(
                    List.of(one, new ExecutorGpus("7", "a", List.of("2", "1")))))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageStartingWith("executors 0 and 7 on a were both given GPU 1: ");
  }

  @Test
  void aProcessMayTakeWhatItsContainerHas() {
    SparkConf settings = new SparkConf(false);
    assertThat(TaskSetUp.mebibytes(settings)).isEqualTo(1024 + 384);
    settings.set("spark.executor.memory", "8g");
    assertThat(TaskSetUp.mebibytes(settings)).isEqualTo(8192 + 819);
    settings.set("spark.executor.memoryOverheadFactor", "0.5");
    assertThat(TaskSetUp.mebibytes(settings)).isEqualTo(8192 + 4096);
    settings.set("spark.executor.memoryOverhead", "3000");
    assertThat(TaskSetUp.mebibytes(settings)).isEqualTo(8192 + 3000);
    settings.set("spark.executor.memoryOverhead", "2g");
    assertThat(TaskSetUp.mebibytes(settings)).isEqualTo(8192 + 2048);
  }

  private static void assertRefused(
      String master, String ofExecutor, String ofTask, String message) {
    assertThatThrownBy(() -> GpuSettings.of(settings(master, ofExecutor, ofTask)).require(ON_GPUS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  private static SparkConf settings(String master, String ofExecutor, String ofTask) {
    SparkConf settings = new SparkConf(false).set("spark.master", master);
    if (!ofExecutor.equals("0")) {
      settings.set("spark.executor.resource.gpu.amount", ofExecutor);
    }
    if (!ofTask.equals("0")) {
      settings.set("spark.task.resource.gpu.amount", ofTask);
    }
    return settings;
  }
}
