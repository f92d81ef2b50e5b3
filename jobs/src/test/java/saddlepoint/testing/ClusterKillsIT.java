// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.SweepReport;
import saddlepoint.table.TableFolder;

/**
 * Kills what a sweep on a cluster is made of, at random moments: drivers, executors, workers,
 * datanodes and the namenode, on local folders and in HDFS. Then another driver goes on, and every
 * trial must be committed once, with the bits of an undisturbed sweep. The system property {@value
 * #ROUNDS} says how many rounds each kind has.
 */
@Tag("acceptance")
class ClusterKillsIT {
  static final String ROUNDS = "saddlepoint.kill-rounds";

  private static final int USUAL_ROUNDS = 20;
  private static final int MOST_WAIT_MILLIS = 4000;
  private static final long PATIENCE_MINUTES = 5;

  /**
   * After which Hadoop's client drops connections of this process, which the namenode has ended.
   */
  private static final long IDLE_MILLIS = 12_000;

  private static final int TRIALS = 24;
  private static final String HOCON =
      """
      name = "killed", recipe = "gaussian", steps = 4000, log-every = 100, gap = none
      checkpoint-every = 1000
      grid = [{ axis = "learning-rate", values = [0.001, 0.002, 0.003] }]
      seeds = 8
      """;

  @TempDir private Path folder;
  private final Random random = new Random(1);
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private SortedMap<String, String> undisturbed;
  private StandaloneCluster cluster;
  private HadoopCluster hadoop;

  private enum Victim {
    DRIVER("driver, kill -9"),
    EXECUTOR("executor, kill -9"),
    WORKER("worker, kill -9"),
    SLEEPER("driver, SIGSTOP until another is done"),
    DATANODE("datanode, stopped"),
    NAMENODE("namenode, restarted");

    private final String text;

    Victim(String text) {
      this.text = text;
    }

    private boolean isOfHadoop() {
      return this == DATANODE || this == NAMENODE;
    }
  }

  @Test
  void everyTrialIsCommittedOnceWithItsBits() throws Exception {
    int rounds = Integer.getInteger(ROUNDS, USUAL_ROUNDS);
    String reference = folder.resolve("undisturbed").toString();
    assertThat(sweep(reference).train().isComplete()).isTrue();
    undisturbed = CommittedFigures.of(reference);
    assertThat(undisturbed).hasSize(TRIALS);
    try (StandaloneCluster spark = new StandaloneCluster(folder.resolve("cluster"));
        HadoopCluster storage = new HadoopCluster(folder.resolve("hadoop"), 3, 0)) {
      cluster = spark;
      hadoop = storage;
      cluster.addWorker("127.0.0.1", 1);
      cluster.addWorker("127.0.0.1", 1);
      for (int i = 0; i < rounds; i++) {
        for (Victim victim : Victim.values()) {
          if (!victim.isOfHadoop()) {
            round("file:", folder.resolve("out-" + victim + i).toUri().toString(), victim, i);
          }
          round("hdfs:", hadoop.uri("out-" + victim + i), victim, i);
        }
      }
    } finally {
      print();
    }
    assertThat(tallies.values()).allMatch(Tally::isGood);
  }

  private void round(String store, String out, Victim victim, int number) throws Exception {
    Tally tally =
        tallies.computeIfAbsent(store + " " + victim.text, name -> new Tally(store, victim.text));
    Path files = folder.resolve("driver-" + store.substring(0, 4) + victim + number);
    Process driver =
        new SparkProcess(files, victim == Victim.SLEEPER ? "local[2]" : cluster.url())
            .withTables(out)
            .start(HOCON, "scalar");
    boolean isAtWork = awaitBeginning(driver, out);
    if (isAtWork) {
      isAtWork = !driver.waitFor(random.nextInt(MOST_WAIT_MILLIS), TimeUnit.MILLISECONDS);
    }
    strike(victim, driver);
    if (victim != Victim.SLEEPER) {
      await(driver);
    }
    if (victim == Victim.NAMENODE) {
      Thread.sleep(IDLE_MILLIS);
    }
    SweepReport report = sweep(out).train();
    if (victim == Victim.SLEEPER) {
      signal(driver, "CONT");
      await(driver);
    }
    if (victim == Victim.WORKER) {
      cluster.addWorker("127.0.0.1", 1);
    } else if (victim == Victim.DATANODE) {
      hadoop.order("start datanode");
    }
    tally.rounds++;
    tally.atWork += isAtWork ? 1 : 0;
    System.out.printf(
        Locale.ROOT,
        "%s %s, round %d: %d of %d trials were committed when the next driver began%n",
        store,
        victim.text,
        number + 1,
        report.committedBefore(),
        TRIALS);
    verify(out, report, tally, Files.readString(files.resolve("driver.log")));
  }

  private void strike(Victim victim, Process driver) throws IOException, InterruptedException {
    switch (victim) {
      case DRIVER -> driver.destroyForcibly();
      case SLEEPER -> signal(driver, "STOP");
      case EXECUTOR ->
          cluster.executors().stream().findAny().ifPresent(ProcessHandle::destroyForcibly);
      case WORKER -> cluster.killWorker();
      case DATANODE -> hadoop.order("stop datanode");
      case NAMENODE -> {
        hadoop.order("stop namenode");
        hadoop.order("start namenode");
      }
    }
  }

  private void verify(String out, SweepReport report, Tally tally, String log) {
    List<String> faults = new ArrayList<>();
    if (!report.isComplete() || !report.failedWaves().isEmpty()) {
      faults.add(report.toString());
    }
    // Throws where a trial stands there twice.
    SortedMap<String, String> figures = CommittedFigures.of(out);
    tally.trials += figures.size();
    if (figures.keySet().equals(undisturbed.keySet())) {
      tally.once++;
    } else {
      faults.add(figures.size() + " trials of " + TRIALS);
    }
    if (figures.equals(undisturbed)) {
      tally.equal++;
    } else {
      faults.add("other bits");
    }
    Problems.of(TableFolder.open(out, settings())).forEach(it -> faults.add(it.toString()));
    if (!faults.isEmpty()) {
      tally.faults++;
      System.out.println(out + ": " + faults + "\n" + log);
    }
  }

  /** Until the driver tells that it trains, or has ended. */
  private boolean awaitBeginning(Process driver, String out) throws Exception {
    org.apache.hadoop.fs.Path books = new org.apache.hadoop.fs.Path(out, "runs/run=killed");
    try (FileSystem files = FileSystem.newInstance(URI.create(out), settings())) {
      while (driver.isAlive()) {
        org.apache.hadoop.fs.Path started =
            new org.apache.hadoop.fs.Path(books, "event-*-started*");
        org.apache.hadoop.fs.FileStatus[] found = files.globStatus(started);
        if (found != null && found.length > 0) {
          return true;
        }
        Thread.sleep(20);
      }
    }
    return false;
  }

  private Configuration settings() {
    return hadoop == null ? TableFolder.configuration() : hadoop.settings();
  }

  private static void await(Process driver) throws InterruptedException {
    if (!driver.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      driver.destroyForcibly().waitFor();
      throw new IllegalStateException("a driver did not end in " + PATIENCE_MINUTES + " minutes");
    }
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static TestSweep sweep(String out) {
    return new TestSweep(HOCON, "scalar", out, "killed");
  }

  private void print() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%-6s %-40s %7s %8s %7s %10s %11s %7s%n",
        "store",
        "what dies",
        "rounds",
        "at work",
        "trials",
        "each once",
        "equal bits",
        "faults");
    tallies.values().forEach(tally -> System.out.println(tally.line()));
  }

  private static final class Tally {
    private final String store;
    private final String victim;
    private int rounds;
    private int atWork;
    private int trials;
    private int once;
    private int equal;
    private int faults;

    private Tally(String store, String victim) {
      this.store = store;
      this.victim = victim;
    }

    private boolean isGood() {
      return rounds > 0 && once == rounds && equal == rounds && faults == 0;
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%-6s %-40s %7d %8d %7d %10d %11d %7d",
          store,
          victim,
          rounds,
          atWork,
          trials,
          once,
          equal,
          faults);
    }
  }
}
