// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BoundEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.SparkProcess;
import saddlepoint.testing.StandaloneCluster;

/**
 * GPUs that a discovery script makes up, on workers and executors that are real: everything but the
 * devices. Two workers on two loopback addresses have two GPUs each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GpuIT {
  private static final String HOCON =
      """
      name = "gpus", recipe = "dirac", steps = 10
      seeds = 24
      """;

  private static final Path CUDA_BACKEND =
      Path.of("org", "nd4j", "linalg", "jcublas", "JCublasBackend.class");

  private Path folder;
  private StandaloneCluster cluster;

  @BeforeAll
  void startTwoWorkers(@TempDir Path shared) throws IOException {
    folder = shared;
    cluster = new StandaloneCluster(folder.resolve("cluster"));
    cluster.addWorker("127.0.0.1", 2, "0", "1");
    cluster.addWorker("127.0.0.2", 2, "2", "3");
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void anExecutorWithOneGpuSeesThatOneAlone() throws Exception {
    SparkProcess driver =
        driver("alone", 1, "1")
            .with("spark.executor.cores", 1)
            .with("spark.executor.memory", "512m");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains("planned=24, committedBefore=0, committed=24");

    Map<String, Set<String>> devices = new HashMap<>();
    for (Row row : rows(driver)) {
      String address = row.<String>getAs("device").replace("gpu ", "");
      devices.computeIfAbsent(row.getAs("executor"), id -> new TreeSet<>()).add(address);
      assertThat(row.<String>getAs("backend")).isEqualTo("index 0");
      assertThat(row.<String>getAs("driver"))
          .isEqualTo("CUDA_VISIBLE_DEVICES=" + address + " CUDA_DEVICE_ORDER=PCI_BUS_ID");
      assertThat(row.<String>getAs("host")).isNotEmpty();
    }
    assertThat(devices.values())
        .as("each executor has a GPU of its own")
        .allMatch(own -> own.size() == 1)
        .doesNotHaveDuplicates();
    assertThat(devices).hasSizeGreaterThan(1);
  }

  @Test
  void anExecutorWithSeveralGpusGivesEachTaskIts() throws Exception {
    SparkProcess driver = driver("several", 2, "1");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains("planned=24, committedBefore=0, committed=24");

    Map<String, Set<String>> devices = new HashMap<>();
    for (Row row : rows(driver)) {
      String address = row.<String>getAs("device").replace("gpu ", "");
      devices.computeIfAbsent(row.getAs("executor"), id -> new TreeSet<>()).add(address);
      assertThat(row.<String>getAs("backend")).isEqualTo("index " + address);
      assertThat(row.<String>getAs("driver"))
          .isEqualTo("CUDA_VISIBLE_DEVICES=null CUDA_DEVICE_ORDER=PCI_BUS_ID");
    }
    assertThat(devices.values())
        .containsExactlyInAnyOrder(
            new TreeSet<>(Set.of("0", "1")), new TreeSet<>(Set.of("2", "3")));
  }

  @Test
  void theWorkersOfOneGanAreBoundAsOtherTasksAre() throws Exception {
    SparkProcess driver = driver("parallel", 2, "1");

    String log =
        driver.sweep(
            """
            name = "gpus", recipe = "dirac", steps = 20
            training = data-parallel, workers = 4, averaging-frequency = 5
            """,
            "bound");

    assertThat(log).contains("planned=1, committedBefore=0, committed=1");
    Row row = rows(driver).get(0);
    assertThat(row.<String>getAs("failure")).isNull();
    assertThat(row.<String>getAs("backend")).isEqualTo("index 0; index 1; index 2; index 3");
    assertThat(row.<String>getAs("device")).isEqualTo("gpu 0; gpu 1; gpu 2; gpu 3");
    assertThat(row.<String>getAs("driver"))
        .isEqualTo("CUDA_VISIBLE_DEVICES=null CUDA_DEVICE_ORDER=PCI_BUS_ID");
  }

  @Test
  void tasksMayShareAGpu() throws Exception {
    SparkProcess driver = driver("shared", 1, "0.5");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains("planned=24, committedBefore=0, committed=24");

    assertThat(rows(driver))
        .extracting(row -> row.<String>getAs("backend"))
        .containsOnly("index 0");
    assertThat(rows(driver))
        .extracting(row -> row.<String>getAs("device"))
        .containsOnly("gpu 0", "gpu 2");
  }

  @Test
  void moreGpusThanAWorkerHasAreRefused() throws Exception {
    SparkProcess driver =
        driver("many", 4, "1")
            .with("spark.executor.cores", 1)
            .with("spark.saddlepoint.gpu-timeout", "3s");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains(
            "refused: no executor came within 3.0 s: each was to have 4 GPUs"
                + " (spark.executor.resource.gpu.amount), 1 cores and 600m; of the workers, ")
        .contains("127.0.0.1 has 2 GPUs (2 free), 2 cores (2 free) and 2048 MiB (2048 free)")
        .contains("127.0.0.2 has 2 GPUs (2 free), 2 cores (2 free) and 2048 MiB (2048 free)")
        .contains(
            ". Ask for no more than one has free, or wait longer by --conf"
                + " spark.saddlepoint.gpu-timeout=10min")
        .doesNotContain("SweepReport");
  }

  @Test
  void anExecutorThatEndsNoTaskIsRefused() throws Exception {
    SparkProcess driver =
        driver("silent", 1, "1")
            .with("spark.executorEnv." + BoundEngine.HANGS, "2")
            .with("spark.saddlepoint.gpu-timeout", "20s");

    assertThat(driver.sweep(HOCON, "bound"))
        .containsPattern(
            "refused: no task ended within 20\\.0 s on executor [01] on 127\\.0\\.0\\.2, so that"
                + " nobody knows whether a driver is there and the GPU is nobody else's\\. See what"
                + " keeps it busy in its log, or wait longer by --conf"
                + " spark\\.saddlepoint\\.gpu-timeout=10min")
        .doesNotContain("SweepReport");
  }

  @Test
  void twoWorkersThatHandOutTheSameGpuAreRefused() throws Exception {
    try (StandaloneCluster twice = new StandaloneCluster(folder.resolve("twice"))) {
      twice.addWorker("127.0.0.1", 1, "0");
      twice.addWorker("127.0.0.1", 1, "0");
      SparkProcess driver = gpus(new SparkProcess(folder.resolve("same"), twice.url()), 1, "1");

      assertThat(driver.sweep(HOCON, "bound"))
          .containsPattern("refused: executors [01] and [01] on \\S+ were both given GPU 0: ")
          .contains(
              "two workers of that machine hand out the same; run one worker a machine, or give"
                  + " each a discovery script that lists its own GPUs"
                  + " (spark.worker.resource.gpu.discoveryScript)")
          .doesNotContain("SweepReport");
    }
  }

  @Test
  void oneMachineByTwoNamesIsStillOne() throws Exception {
    try (StandaloneCluster twice = new StandaloneCluster(folder.resolve("names"))) {
      twice.addWorker("127.0.0.1", 1, "0");
      twice.addWorker("127.0.0.2", 1, "0");
      SparkProcess driver = gpus(new SparkProcess(folder.resolve("named"), twice.url()), 1, "1");

      assertThat(driver.sweep(HOCON, "bound"))
          .containsPattern("refused: executors [01] and [01] on \\S+ were both given GPU 0: ")
          .doesNotContain("SweepReport");
    }
  }

  @Test
  void aMissingDriverIsNamedBeforeAnythingIsTrained() throws Exception {
    Assumptions.assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")));
    // What makes a build one for CUDA is that its backend is there.
    Path classes = folder.resolve("cuda");
    Files.createDirectories(classes.resolve(CUDA_BACKEND).getParent());
    Files.createFile(classes.resolve(CUDA_BACKEND));
    SparkProcess driver = driver("driver", 1, "1").withClasses(classes);

    assertThat(driver.sweep(HOCON, "graph"))
        .containsPattern(
            "refused: engine graph cannot train on the GPUs that Spark gave: executor [01] on \\S+,"
                + " which has GPU [02], needs NVIDIA's driver on this machine \\(libcuda.so.1: ")
        .contains(". Mend that, or leave the GPUs out and say --engine lanes")
        .doesNotContain("SweepReport");
  }

  @Test
  void aBuildForCpusIsRefused() throws Exception {
    assertThat(driver("cpus", 1, "1").sweep(HOCON, "graph"))
        .contains(
            "refused: spark.executor.resource.gpu.amount: executors were given GPUs, and to train on"
                + " them engine graph needs a build of ND4J for CUDA, and this one is for CPUs;")
        .doesNotContain("SweepReport");
  }

  @Test
  void anEnvironmentThatShowsAnotherGpuIsRefused() throws Exception {
    SparkProcess driver =
        driver("other", 1, "1").with("spark.executorEnv.CUDA_VISIBLE_DEVICES", "7");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains("needs CUDA_VISIBLE_DEVICES is \"7\" in the environment of a process")
        .doesNotContain("SweepReport");
  }

  @Test
  void embeddedSparkIsRefusedInsteadOfHanging() throws Exception {
    SparkProcess driver = gpus(new SparkProcess(folder.resolve("local"), "local[2]"), 1, "1");

    assertThat(driver.sweep(HOCON, "bound"))
        .contains(
            "refused: spark.task.resource.gpu.amount: Spark gives out no GPUs under the master"
                + " local[2] and would wait for ever; say --conf"
                + " spark.executor.resource.gpu.amount=0 --conf spark.task.resource.gpu.amount=0, or"
                + " use a cluster, such as a standalone one on this machine (docs/gpu.md)")
        .doesNotContain("SweepReport");
  }

  private SparkProcess driver(String name, int ofExecutor, String ofTask) throws IOException {
    return gpus(new SparkProcess(folder.resolve(name), cluster.url()), ofExecutor, ofTask);
  }

  private static SparkProcess gpus(SparkProcess driver, int ofExecutor, String ofTask) {
    return driver
        .with("spark.executor.resource.gpu.amount", ofExecutor)
        .with("spark.task.resource.gpu.amount", ofTask);
  }

  private static List<Row> rows(SparkProcess driver) {
    return LocalSpark.session()
        .read()
        .option("recursiveFileLookup", "true")
        .parquet(driver.out().resolve("trials").toString())
        .select("executor", "backend", "device", "driver", "host", "failure")
        .collectAsList();
  }
}
