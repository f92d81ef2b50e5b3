// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.engine.Engines;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Driver;
import saddlepoint.table.FolderGoneException;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Wave;
import saddlepoint.table.WaveTakenException;

/**
 * Trains waves on Spark and commits them, several in flight so that the last trials of one do not
 * leave the cluster idle. Used once.
 */
final class WaveRunner {
  private static final Logger LOG = LoggerFactory.getLogger(WaveRunner.class);
  private static final long TICK_MILLIS = 500;
  private static final int FEWEST_IN_FLIGHT = 2;
  private static final int MOST_IN_FLIGHT = 16;

  private final TableFolder folder;
  private final RunFolder run;
  private final SweepRequest request;
  private final Driver driver;
  private static final Duration FOR_CHECKPOINTS = Duration.ofSeconds(30);

  private final StopRequest stop;
  private final TimeLimit limit;
  private final SweepProgress progress;

  private final Map<String, EndedTrials> inFlight = new ConcurrentHashMap<>();
  private final Map<SweepJob.WaveTask, Throwable> lost =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<SweepReport.FailedWave> failed =
      Collections.synchronizedList(new ArrayList<>());
  private final List<SweepReport.FailedWave> abandoned =
      Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final Pace pace = new Pace();
  private final RunningTasks running = new RunningTasks();
  private final Map<String, Long> steps = new HashMap<>();
  private final Map<Verdict, Long> trained = new EnumMap<>(Verdict.class);
  private EndedTrials.Count committed = EndedTrials.Count.ZERO;
  private double workDropped;
  private volatile boolean isFolderGone;
  private volatile boolean isFull;
  private volatile boolean isEachLossFinal;
  private long stepsDropped;

  WaveRunner(
      TableFolder folder,
      RunFolder run,
      SweepRequest request,
      Driver driver,
      StopRequest stop,
      TimeLimit limit,
      SweepProgress progress) {
    this.folder = folder;
    this.run = run;
    this.request = request;
    this.driver = driver;
    this.stop = stop;
    this.limit = limit;
    this.progress = progress;
  }

  /** Trials that this driver committed, by verdict. */
  synchronized Map<Verdict, Long> trained() {
    return Map.copyOf(trained);
  }

  /** Ids of the waves that are being trained; may be asked from any thread. */
  Set<String> inFlight() {
    return inFlight.keySet();
  }

  int taken() {
    return taken.get();
  }

  List<SweepReport.FailedWave> failed() {
    return List.copyOf(failed);
  }

  List<SweepReport.FailedWave> abandoned() {
    return List.copyOf(abandoned);
  }

  /**
   * Trains.
   *
   * @param check throws if the cluster no longer suits; looked at before each wave
   * @param lostExecutors not listening yet
   */
  void run(
      List<SweepJob.WaveTask> waves,
      SparkSession shared,
      Runnable check,
      LostExecutors lostExecutors) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(shared.sparkContext());
    WaveWriter writer = new WaveWriter(shared, run, request, driver, stop);
    countSteps(waves);
    context.sc().addSparkListener(running);
    context.sc().addSparkListener(lostExecutors);
    long start = System.nanoTime();
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(threads("saddlepoint-progress"));
    ScheduledFuture<?> ticks = null;
    ExecutorService workers =
        Executors.newFixedThreadPool(
            inFlight(waves, context.defaultParallelism()), threads("saddlepoint-wave"));
    try {
      ticks =
          ticker.scheduleAtFixedRate(
              () -> tick(waves, start, context), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
      for (int i = 0; i < waves.size(); i++) {
        SweepJob.WaveTask wave = waves.get(i);
        String description = "sweep " + request.run() + ", wave " + (i + 1) + " of " + waves.size();
        workers.execute(() -> train(wave, writer::train, context, check, description));
      }
      workers.shutdown();
      while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
        LOG.debug("{} waves are in flight", inFlight.size());
      }
      trainLost(
          (task, ended, staged) -> writer.quarantine(task, ended, staged, lostExecutors),
          context,
          check);
      if (stop.isUrgent()) {
        // They keep what they have trained; the end of this JVM or of its executors would be
        // theirs.
        running.awaitEnd(FOR_CHECKPOINTS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
      throw new IllegalStateException("interrupted while waves were in flight", e);
    } finally {
      if (ticks != null) {
        ticks.cancel(true);
      }
      ticker.shutdownNow();
      context.sc().removeSparkListener(running);
      context.sc().removeSparkListener(lostExecutors);
      tell(waves, start);
    }
  }

  /**
   * Waves under which executors died time and again, one after the other and with nothing else at
   * work: what dies then is nobody else's fault.
   */
  private void trainLost(Training training, JavaSparkContext context, Runnable check)
      throws InterruptedException {
    if (!lost.isEmpty()) {
      running.awaitEnd(FOR_CHECKPOINTS);
    }
    for (Map.Entry<SweepJob.WaveTask, Throwable> entry : List.copyOf(lost.entrySet())) {
      SweepJob.WaveTask task = entry.getKey();
      if (stop.isRequested()) {
        fail(task.wave(), entry.getValue());
        continue;
      }
      isEachLossFinal = true;
      lost.remove(task);
      train(
          task,
          training,
          context,
          check,
          "sweep " + request.run() + ", the trials of wave " + task.wave().id() + " apart");
    }
  }

  private void train(
      SweepJob.WaveTask task,
      Training training,
      JavaSparkContext context,
      Runnable check,
      String description) {
    // What could not be written would be trained in vain.
    if (stop.isRequested() || isFolderGone || isFull) {
      return;
    }
    Wave wave = task.wave();
    if (!limit.leaves(wave.work())) {
      return;
    }
    EndedTrials ended = new EndedTrials();
    long start = System.nanoTime();
    try {
      if (run.isCommitted(wave)) {
        drop(wave);
        return;
      }
      check.run();
      folder.requireSame();
      context.sc().register(ended, "ended trials of wave " + wave.id());
      inFlight.put(wave.id(), ended);
      context.setJobGroup(group(wave), description, true);
      Path staged = new Path(folder.staging(driver), wave.id());
      training.train(task, ended, staged);
      Map<String, Verdict> verdicts = run.commit(wave, staged, driver);
      limit.took(wave.work(), System.nanoTime() - start);
      commit(wave, ended.value(), verdicts);
      removeCheckpoints(wave);
    } catch (WaveTakenException e) {
      LOG.debug("{}", e.getMessage());
      taken.incrementAndGet();
      drop(wave);
    } catch (FolderGoneException e) {
      LOG.debug("wave {} has no folder to go to", wave.id());
      isFolderGone = true;
      drop(wave);
    } catch (Throwable e) {
      // An error too must not look like a wave that was never begun.
      if (stop.isUrgent() && e instanceof Exception) {
        abandoned.add(new SweepReport.FailedWave(wave.id(), wave.size(), e));
        drop(wave);
      } else if (!isEachLossFinal && LostExecutors.areCauseOf(e)) {
        LOG.warn(
            "executors died under wave {} time and again; its trials are trained apart when the"
                + " other waves are done",
            wave.id());
        lost.put(task, e);
      } else {
        fail(wave, e);
      }
    } finally {
      inFlight.remove(wave.id());
      running.forget(ended);
      if (!lost.containsKey(task)) {
        done.incrementAndGet();
      }
      context.clearJobGroup();
    }
  }

  private void fail(Wave wave, Throwable cause) {
    LOG.debug("wave {} could not be trained", wave.id(), cause);
    failed.add(new SweepReport.FailedWave(wave.id(), wave.size(), cause));
    if (MachineProblem.isOutOfSpace(cause)) {
      isFull = true;
    }
    drop(wave);
  }

  /** What stays harms nobody: whoever goes on with the run removes it. */
  private void removeCheckpoints(Wave wave) {
    try {
      run.removeCheckpoints(wave);
    } catch (RuntimeException | FSError e) {
      LOG.warn(
          "checkpoints of wave {} could not be removed: {}", wave.id(), MachineProblem.oneLine(e));
    }
  }

  private synchronized void commit(
      Wave wave, EndedTrials.Count counted, Map<String, Verdict> verdicts) {
    Map<Verdict, Long> byVerdict = new EnumMap<>(Verdict.class);
    verdicts.values().forEach(verdict -> byVerdict.merge(verdict, 1L, Long::sum));
    byVerdict.forEach((verdict, count) -> trained.merge(verdict, count, Long::sum));
    committed =
        committed.plus(
            new EndedTrials.Count(byVerdict, counted.steps(), counted.skipped(), wave.work()));
  }

  private synchronized void drop(Wave wave) {
    workDropped += wave.work();
    stepsDropped += steps.get(wave.id());
  }

  /** Trials that a wave holds and nobody asked for here are taken to be as long as the others. */
  private void countSteps(List<SweepJob.WaveTask> waves) {
    Map<String, Integer> ofCells = new HashMap<>();
    Map<String, Integer> ofTrials = new HashMap<>();
    for (Trial trial : request.plan().trials()) {
      ofTrials.put(
          trial.id(),
          ofCells.computeIfAbsent(trial.cell().configId(), cell -> trial.gan().steps()));
    }
    for (SweepJob.WaveTask task : waves) {
      LongSummaryStatistics known =
          task.wave().trials().stream()
              .map(member -> ofTrials.get(member.id()))
              .filter(Objects::nonNull)
              .mapToLong(Integer::longValue)
              .summaryStatistics();
      steps.put(task.wave().id(), Math.round(known.getAverage() * task.wave().size()));
    }
  }

  private void tick(List<SweepJob.WaveTask> waves, long start, JavaSparkContext context) {
    if (stop.isUrgent()) {
      // Tasks that are torn down complain of blocks and files that are gone; nobody wants to know.
      context.setLogLevel("OFF");
      inFlight.keySet().forEach(id -> context.cancelJobGroup(group(id)));
    }
    tell(waves, start);
  }

  /** Whoever listens must not end the training, nor keep it from being cancelled. */
  private void tell(List<SweepJob.WaveTask> waves, long start) {
    try {
      progress.update(status(waves, start));
    } catch (RuntimeException e) {
      LOG.debug("the progress could not be told", e);
    }
  }

  private synchronized SweepStatus status(List<SweepJob.WaveTask> waves, long start) {
    EndedTrials.Count count = committed;
    for (EndedTrials ended : inFlight.values()) {
      count = count.plus(ended.value()).plus(running.of(ended));
    }
    long planned =
        waves.stream().mapToLong(task -> steps.get(task.wave().id())).sum() - stepsDropped;
    double total = waves.stream().mapToDouble(task -> task.wave().work()).sum() - workDropped;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new SweepStatus(
        request.run(),
        waves.size(),
        done.get(),
        inFlight.size(),
        waves.stream().mapToLong(task -> task.wave().size()).sum(),
        Map.copyOf(count.verdicts()),
        // A task that has just ended may be counted twice for a moment.
        Math.min(count.steps(), planned - count.skipped()),
        planned,
        count.skipped(),
        elapsed,
        pace.left(elapsed, count.work(), total));
  }

  /**
   * Refuses Kryo.
   *
   * @throws ConfigurationException if the settings ask for it
   */
  static void requireJavaSerializer(SparkConf settings) {
    String serializer = settings.get("spark.serializer", "");
    if (serializer.contains("Kryo")) {
      throw new ConfigurationException(
          "spark.serializer",
          serializer
              + " fails on records; say --conf spark.serializer="
              + JavaSerializer.class.getName());
    }
  }

  /**
   * So many waves at once that the cluster has about three cohorts a slot. One where any trial
   * takes all executors for itself: the others would wait for it, past the last look at whether to
   * stop.
   */
  private int inFlight(List<SweepJob.WaveTask> waves, int parallelism) {
    if (DataParallelTrials.includeAny(request.plan().trials())) {
      return 1;
    }
    double cohortSize = Engines.get(request.engine()).cohortSize();
    double cohorts =
        waves.stream()
            .mapToDouble(task -> Math.ceil(task.wave().size() / cohortSize))
            .average()
            .orElse(1);
    return (int) Math.max(FEWEST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, 3 * parallelism / cohorts));
  }

  private String group(Wave wave) {
    return group(wave.id());
  }

  private String group(String wave) {
    return driver.id() + "/" + wave;
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Trains a wave and writes its rows to staging. */
  private interface Training {
    void train(SweepJob.WaveTask task, EndedTrials ended, Path staged);
  }
}
