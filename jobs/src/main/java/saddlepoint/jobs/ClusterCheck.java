// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import saddlepoint.engine.Engine;

/**
 * Looks at the executors before anything is trained on them: whether they come at all, whether no
 * two have the same GPU, and whether the engine finds there what it needs. Spark itself waits for
 * ever for GPUs that nobody has, and ND4J trains on the CPU where a driver is missing.
 */
final class ClusterCheck {
  /** After the last executor came, how long one more is waited for. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private static final int MOST_TOLD = 5;

  private final JavaSparkContext context;
  private final Engine engine;
  private final GpuSettings gpus;
  private final StopRequest stop;
  private final Probe probe;
  private final Optional<ExecutorLaunches> launches;

  /**
   * Of a cluster.
   *
   * @param launches watched since before the context was there; none where they cannot be
   */
  ClusterCheck(
      JavaSparkContext context,
      Engine engine,
      StopRequest stop,
      Optional<ExecutorLaunches> launches) {
    this.context = context;
    this.engine = engine;
    this.stop = stop;
    gpus = GpuSettings.of(context.getConf());
    this.launches = launches;
    probe = new Probe(context, engine, stop, this::requireLaunch);
  }

  /**
   * Looks, and gives executors what the engine lacks there and the driver has. Ends soon when a
   * stop is asked for, with nothing found.
   *
   * @throws saddlepoint.sweep.ConfigurationException if the settings cannot work
   * @throws UnfitClusterException if the cluster does not suit; nothing was trained
   */
  void run() {
    gpus.require(engine);
    if (gpus.isLocal()) {
      requireDriver();
      return;
    }
    if (!gpus.areAsked()) {
      if (launches.isPresent()) {
        probe.run(1, Probe.ENDLESS);
      }
      GraphJars.ship(context, engine, stop);
      return;
    }
    awaitExecutors();
    if (stop.isRequested()) {
      return;
    }
    requireDistinct();
    GraphJars.ship(context, engine, stop);
    look();
  }

  /** Of the executors that are there by now: a late one may bring a GPU that another has. */
  void requireDistinct() {
    if (gpus.areAsked()) {
      ExecutorGpus.requireDistinct(executors());
    }
  }

  private List<ExecutorGpus> executors() {
    return ExecutorGpus.of(context.sc());
  }

  private void requireDriver() {
    if (!engine.devices().areGpus()) {
      return;
    }
    String missing = engine.devices().missingForGpus();
    if (!missing.isEmpty()) {
      throw new UnfitClusterException(
          "engine " + engine.name() + " of this build trains on GPUs and needs " + missing);
    }
  }

  /** Executors that end before they take a task Spark launches again, for ever. */
  private void requireLaunch() {
    if (launches.isEmpty() || !context.sc().isStopped() && !executors().isEmpty()) {
      return;
    }
    Optional<String> failure =
        launches
            .get()
            .failure(context.master(), worker -> StandaloneWorkers.page(context.sc(), worker));
    if (failure.isPresent()) {
      throw new UnfitClusterException(failure.get());
    }
  }

  /** Until one took a task, and then none came for a while. */
  private void awaitExecutors() {
    boolean came = !probe.run(1, gpus.patience()).isEmpty();
    if (!came && !stop.isRequested()) {
      requireHeard(executors(), Map.of());
    }
    long newest = System.nanoTime();
    int most = 0;
    while (!stop.isRequested() && System.nanoTime() - newest < SETTLE_NANOS) {
      int count = executors().size();
      if (count > most) {
        most = count;
        newest = System.nanoTime();
      }
      sleep();
    }
  }

  private String noExecutor() {
    SparkConf settings = context.getConf();
    List<String> workers = StandaloneWorkers.of(context.sc());
    return "no executor came within "
        + patience()
        + ": each was to have "
        + GpuSettings.text(gpus.ofExecutor())
        + " GPUs ("
        + GpuSettings.OF_EXECUTOR
        + "), "
        + settings.get("spark.executor.cores", "all")
        + " cores and "
        + settings.get("spark.executor.memory", "1g")
        + (workers.isEmpty()
            ? ""
            : "; of the workers, "
                + workers.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                + (workers.size() > MOST_TOLD ? "; and so on" : ""))
        + ". Ask for no more than one has free, or wait longer by --conf "
        + GpuSettings.PATIENCE
        + "=10min";
  }

  private String patience() {
    return gpus.patience().toMillis() / 1000.0 + " s";
  }

  /** At each executor, by tasks, until all of them ended some. */
  private void look() {
    Map<String, ProbeTask.Report> reports = new LinkedHashMap<>();
    List<ExecutorGpus> executors;
    Duration left = gpus.patience();
    long start = System.nanoTime();
    do {
      for (ProbeTask.Report report :
          probe.run(Math.max(2, 2 * context.defaultParallelism()), left)) {
        reports.merge(report.executor(), report, ClusterCheck::worse);
      }
      if (stop.isRequested()) {
        return;
      }
      executors = executors();
      left = gpus.patience().minusNanos(System.nanoTime() - start);
    } while (!left.isNegative() && (reports.isEmpty() || !unheard(executors, reports).isEmpty()));
    requireComplete(new ArrayList<>(reports.values()));
    requireHeard(executors, reports);
    ExecutorGpus.requireDistinct(byMachine(executors, reports));
  }

  private static List<ExecutorGpus> unheard(
      List<ExecutorGpus> executors, Map<String, ProbeTask.Report> reports) {
    return executors.stream()
        .filter(executor -> !reports.containsKey(executor.executor()))
        .toList();
  }

  /** Of an executor that ends no task nobody knows whether it has its GPU to itself. */
  private void requireHeard(List<ExecutorGpus> executors, Map<String, ProbeTask.Report> reports) {
    if (executors.isEmpty() && reports.isEmpty()) {
      throw new UnfitClusterException(noExecutor());
    }
    List<ExecutorGpus> unheard = unheard(executors, reports);
    if (unheard.isEmpty()) {
      return;
    }
    throw new UnfitClusterException(
        "no task ended within "
            + patience()
            + " on "
            + unheard.stream()
                .limit(MOST_TOLD)
                .map(executor -> "executor " + executor.executor() + " on " + executor.host())
                .collect(Collectors.joining(", "))
            + (unheard.size() > MOST_TOLD ? " and " + (unheard.size() - MOST_TOLD) + " more" : "")
            + ", so that nobody knows whether a driver is there and the GPU is nobody else's. See"
            + " what keeps it busy in its log, or wait longer by --conf "
            + GpuSettings.PATIENCE
            + "=10min");
  }

  private static ProbeTask.Report worse(ProbeTask.Report one, ProbeTask.Report other) {
    return one.missing().isEmpty() && one.missingForGpu().isEmpty() ? other : one;
  }

  private void requireComplete(List<ProbeTask.Report> reports) {
    List<ProbeTask.Report> bad =
        reports.stream()
            .filter(it -> !it.missing().isEmpty() || !it.missingForGpu().isEmpty())
            .toList();
    if (bad.isEmpty()) {
      return;
    }
    ProbeTask.Report first = bad.get(0);
    String lacks = first.missing().isEmpty() ? first.missingForGpu() : first.missing();
    throw new UnfitClusterException(
        "engine "
            + engine.name()
            + " cannot train on the GPUs that Spark gave: executor "
            + first.executor()
            + " on "
            + first.machine()
            + ", which has GPU "
            + first.gpu()
            + ", needs "
            + lacks
            + (bad.size() == 1 ? "" : "; and so do " + (bad.size() - 1) + " more")
            + ". Mend that, or leave the GPUs out and say --engine lanes");
  }

  /** By the machines' own names: Spark may call one machine by two. */
  private static List<ExecutorGpus> byMachine(
      List<ExecutorGpus> executors, Map<String, ProbeTask.Report> reports) {
    return executors.stream()
        .map(
            executor ->
                new ExecutorGpus(
                    executor.executor(),
                    reports.get(executor.executor()).machine(),
                    executor.addresses()))
        .toList();
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(Probe.POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }
}
