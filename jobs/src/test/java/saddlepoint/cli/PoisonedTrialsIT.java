// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.Application.Ended;
import saddlepoint.testing.CommittedFigures;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.StandaloneCluster;

/** Trials that take their process down, on a standalone cluster whose executor has two cores. */
@Tag("acceptance")
class PoisonedTrialsIT {
  private static final int TRIALS = 40;

  /** Two of one cohort, and two of others. */
  private static final List<Integer> POISONED = List.of(2, 3, 17, 40);

  private static final String HOCON =
      "name = poisoned, recipe = gaussian, steps = 400, log-every = 100, seeds = " + TRIALS;

  @TempDir private Path folder;

  @Test
  void theyAloneFailAndTheSameCommandLeavesThemAlone() throws Exception {
    Path sweep = Files.writeString(folder.resolve("poisoned.conf"), HOCON);
    Path healthy = folder.resolve("healthy");
    Path out = folder.resolve("out");
    try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
      cluster.addWorker("127.0.0.1", 2);
      String[] command = {"sweep", sweep.toString(), "--engine", "fault", "--out", out.toString()};
      String poison =
          POISONED.stream().map(seed -> "halt " + seed).collect(Collectors.joining(";"));

      Ended undisturbed =
          sweep(
              "healthy", cluster, "sweep", sweep + "", "--engine", "fault", "--out", healthy + "");
      long begin = System.nanoTime();
      Ended poisoned = sweep(poison, cluster, command);
      double seconds = (System.nanoTime() - begin) / 1e9;
      Ended again = sweep(poison, cluster, command);

      assertThat(undisturbed.exit()).as(undisturbed.err()).isZero();
      assertThat(poisoned.exit()).as(poisoned.err()).isEqualTo(Exit.DONE_WITH_FAILURES);
      assertThat(poisoned.out())
          .startsWith("all 40 trials of run poisoned are committed: 4 FAILED");
      Map<Integer, String> failures = failures(out);
      System.out.printf(
          Locale.ROOT,
          "%d poisoned trials of %d on a standalone cluster: exit %d after %.0f s, %d FAILED, such as%n  %s%n",
          POISONED.size(),
          TRIALS,
          poisoned.exit(),
          seconds,
          failures.size(),
          failures.get(POISONED.get(0)));
      assertThat(failures.keySet()).containsExactlyElementsOf(POISONED);
      assertThat(failures.values())
          .allMatch(
              text ->
                  text.matches(
                      "quarantined: its process died, and again with nothing else at work \\(executor"
                          + " \\d+: EXITED, Command exited with code 137\\); --retry-failed tries it"
                          + " again"));
      SortedMap<String, String> trained = CommittedFigures.of(healthy.toString());
      assertThat(trained).hasSize(TRIALS);
      SortedMap<String, String> left = CommittedFigures.of(out.toString());
      left.entrySet().removeIf(entry -> !entry.getValue().equals(trained.get(entry.getKey())));
      assertThat(left).hasSize(TRIALS - POISONED.size());
      assertThat(again.exit()).as(again.err()).isEqualTo(Exit.DONE_WITH_FAILURES);
      assertThat(again.out()).startsWith("nothing to do: all 40 trials of run poisoned are");
    }
  }

  @Test
  void oneThatTakesAllMemoryFailsAndItsExecutorLives() throws Exception {
    Path sweep = Files.writeString(folder.resolve("poisoned.conf"), HOCON);
    Path out = folder.resolve("out");
    try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
      cluster.addWorker("127.0.0.1", 2);

      Ended ended =
          sweep("exhaust 6", cluster, "sweep", sweep + "", "--engine", "fault", "--out", out + "");

      assertThat(ended.exit()).as(ended.err()).isEqualTo(Exit.DONE_WITH_FAILURES);
      Map<Integer, String> failures = failures(out);
      System.out.printf(
          Locale.ROOT, "a trial of %d that takes all memory: %s%n", TRIALS, failures.get(6));
      assertThat(failures.keySet()).containsExactly(6);
      assertThat(failures.get(6))
          .matches(
              "java.lang.OutOfMemoryError: Java heap space: too little memory for this trial in a"
                  + " process with a heap of \\d+ MiB; give it more, for example --conf"
                  + " spark.executor.memory=8g, or outside the heap"
                  + " spark.executor.memoryOverhead=4g, and say --retry-failed");
      assertThat(
              LocalSpark.session()
                  .read()
                  .parquet(out.resolve("trials").toString())
                  .select("executor")
                  .distinct()
                  .collectAsList())
          .singleElement()
          .asString()
          .isEqualTo("[0]");
    }
  }

  private static Map<Integer, String> failures(Path out) {
    Map<Integer, String> failures = new TreeMap<>();
    for (Row row :
        LocalSpark.session()
            .read()
            .parquet(out.resolve("trials").toString())
            .where("verdict = 'FAILED'")
            .select("random_seed", "failure")
            .collectAsList()) {
      failures.put(((Number) row.get(0)).intValue(), row.getString(1));
    }
    return failures;
  }

  private Ended sweep(String faults, StandaloneCluster cluster, String... command)
      throws Exception {
    return new Application(folder.resolve("process"))
        .withSparkOption("--master", cluster.url())
        .withSparkOption("--jars", System.getProperty("saddlepoint.test-jar"))
        .with("spark.executor.memory", "600m")
        .with("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .with(
            "spark.executor.extraClassPath",
            Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip())
        .with("spark.executorEnv." + FaultEngine.VARIABLE, faults.equals("healthy") ? "" : faults)
        .run(command);
  }
}
