// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.engine.Engines;
import saddlepoint.metric.Verdict;
import saddlepoint.numerics.Numerics;
import saddlepoint.provenance.Provenance;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Trial;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.Cut;
import saddlepoint.table.Driver;
import saddlepoint.table.Ledger;
import saddlepoint.table.PlannedRecording;
import saddlepoint.table.RunEvent;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Wave;

/**
 * Trains what a run has not committed yet. Any number of drivers may work on one run, and on one
 * folder, at once. Used once; {@link #stop} may be called from any thread.
 */
public final class SweepJob {
  private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);

  private final SweepRequest request;
  private final Supplier<SparkSession> spark;
  private final SweepProgress progress;
  private final Driver driver = Driver.create();
  private final TimeLimit limit;
  private final StopRequest stop;

  /**
   * A sweep to run.
   *
   * @param spark asked for a session only if there is something to train; not closed
   */
  public SweepJob(SweepRequest request, Supplier<SparkSession> spark, SweepProgress progress) {
    this.request = request;
    this.spark = spark;
    this.progress = progress;
    limit = new TimeLimit(request.left(), System::nanoTime);
    stop = new StopRequest(limit);
  }

  /** At the first call no further wave is begun; at the second those in flight are given up. */
  public void stop() {
    stop.request();
  }

  /**
   * Trains and commits until all is done, a stop is asked for, or only failed waves are left.
   *
   * @throws TableException if the folder cannot be used; nothing was trained, or it was removed or
   *     replaced while it was written
   * @throws saddlepoint.sweep.ConfigurationException if Spark's settings do not suit; nothing was
   *     trained
   * @throws UnfitClusterException if the cluster does not suit; nothing was trained
   */
  public SweepReport run() {
    // Before anything is written, as far as the settings are known without a session.
    SparkConf settings = new SparkConf();
    WaveRunner.requireJavaSerializer(settings);
    if (settings.contains("spark.master")) {
      GpuSettings.of(settings).require(Engines.get(request.engine()));
    }
    Configuration configuration = TableFolder.configuration();
    TableFolder folder =
        TableFolder.create(request.out(), configuration, driver, request.isSingleDriver());
    try {
      CheckedRuns checked = folder.requireSound(request.run());
      checked.problems().forEach(loss -> LOG.warn("{}", loss));
      return run(folder, checked.ledgers().get(request.run()));
    } finally {
      clean(folder);
    }
  }

  /**
   * What is left in a folder of this driver's own harms nobody, and must not hide what was done.
   */
  private void clean(TableFolder folder) {
    try {
      folder.clean(driver);
    } catch (RuntimeException | FSError e) {
      LOG.warn("{} could not be removed: {}", folder.staging(driver), MachineProblem.oneLine(e));
    }
  }

  /** A driver that cannot tell its end looks as if it had been killed; nothing is lost by that. */
  private void noteEnd(RunFolder run, RunEvent event) {
    try {
      run.add(event, driver);
    } catch (RuntimeException | FSError e) {
      LOG.warn("the end of this driver could not be noted: {}", MachineProblem.oneLine(e));
    }
  }

  /** What drivers that were killed have left beside waves that are committed. */
  private static void removeCheckpoints(RunFolder run, Ledger ledger) {
    try {
      run.removeCheckpoints(ledger);
    } catch (RuntimeException | FSError e) {
      LOG.warn("old checkpoints could not be removed: {}", MachineProblem.oneLine(e));
    }
  }

  private SweepReport run(TableFolder folder, Ledger before) {
    RunFolder run = folder.run(request.run());
    removeCheckpoints(run, before);
    Ledger ledger = before;
    long committedBefore = committed(ledger);
    List<Trial> planned = request.plan().trials();
    Map<String, Integer> targets = run.targets(ledger, planned, request.retryFailed());
    PlannedRecording.require(request.run(), ledger, planned, targets)
        .forEach(note -> LOG.warn("{}", note));
    for (List<Trial> uncut = uncut(ledger, targets);
        !uncut.isEmpty();
        uncut = uncut(ledger, targets)) {
      int number = ledger.nextCut();
      boolean isOurs =
          run.addCut(
              number,
              Numerics.VERSION,
              uncut,
              targets,
              Engines.get(request.engine()).usualCost(),
              driver);
      LOG.debug("cut {} is {}", number, isOurs ? "written" : "another driver's");
      ledger = run.ledger();
      if (ledger.nextCut() <= number) {
        throw new TableException(
            "cut "
                + number
                + " of run "
                + request.run()
                + " was written and is not listed in "
                + folder.location()
                + "; use a file system that lists a file as soon as it is there");
      }
    }
    // Another driver may have cut them otherwise since.
    PlannedRecording.require(request.run(), ledger, planned, targets);
    List<WaveTask> todo = todo(ledger, targets);
    WaveRunner runner =
        new WaveRunner(folder, run, request, driver, stop, limit, new SweepMetrics(progress));
    if (!todo.isEmpty() && !stop.isRequested()) {
      // Before Spark is asked for machines, which may take its time.
      DriverHeartbeat heartbeat = new DriverHeartbeat(run, driver, runner::inFlight);
      try {
        ledger = train(folder, run, runner, todo, committedBefore);
      } finally {
        heartbeat.stop();
      }
    }
    Map<Verdict, Long> verdicts = verdicts(run, ledger);
    return new SweepReport(
        request.run(),
        folder.location(),
        request.plan().trials().size(),
        committedBefore,
        committed(ledger),
        awaited(ledger, targets),
        verdicts,
        runner.trained(),
        runner.taken(),
        runner.failed(),
        runner.abandoned(),
        stop.isRequested() || limit.isReached(),
        limit.isReached());
  }

  /** Trains waves; tells what is committed then. */
  private Ledger train(
      TableFolder folder,
      RunFolder run,
      WaveRunner runner,
      List<WaveTask> todo,
      long committedBefore) {
    String master = new SparkConf().get("spark.master", "");
    Optional<ExecutorLaunches> launches = ExecutorLaunches.watch(master);
    ClusterCheck check;
    try {
      check = lookAtCluster(launches);
    } catch (ConfigurationException | UnfitClusterException e) {
      throw e;
    } catch (RuntimeException e) {
      // A master that gives an application up stops its context under whatever is at work.
      throw launches
          .flatMap(it -> it.failure(master, worker -> Optional.empty()))
          .<RuntimeException>map(text -> new UnfitClusterException(text, e))
          .orElse(e);
    }
    if (DataParallelTrials.includeAny(request.plan().trials())) {
      DataParallelTrials.requireDriver(Engines.get(request.engine()));
    }
    run.add(event(RunEvent.STARTED, committedBefore, Map.of()), driver);
    runner.run(todo, spark.get(), check::requireDistinct, new LostExecutors(launches));
    folder.requireSame();
    Ledger ledger = run.ledger();
    // Those of tasks that were at work on a wave while another committed it.
    removeCheckpoints(run, ledger);
    noteEnd(run, event(RunEvent.FINISHED, committed(ledger), names(runner.trained())));
    return ledger;
  }

  private ClusterCheck lookAtCluster(Optional<ExecutorLaunches> launches) {
    SparkSession session = spark.get();
    WaveRunner.requireJavaSerializer(session.sparkContext().conf());
    ClusterCheck check =
        new ClusterCheck(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            Engines.get(request.engine()),
            stop,
            launches);
    StateMemory.of(session.sparkContext().conf()).require(request.plan().trials());
    check.run();
    return check;
  }

  private List<Trial> uncut(Ledger ledger, Map<String, Integer> targets) {
    Set<Ledger.Attempt> cut = ledger.cut();
    return request.plan().trials().stream()
        .filter(
            trial ->
                targets.containsKey(trial.id())
                    && !cut.contains(new Ledger.Attempt(trial.id(), targets.get(trial.id()))))
        .toList();
  }

  /**
   * The waves with wanted trials. The driver that wrote a cut takes its waves first to last and any
   * other last to first, so that two drivers on one run meet instead of training the same.
   */
  private List<WaveTask> todo(Ledger ledger, Map<String, Integer> targets) {
    List<WaveTask> todo = new ArrayList<>();
    for (Cut cut : ledger.cuts()) {
      List<WaveTask> ofCut = new ArrayList<>();
      for (Wave wave : cut.waves()) {
        boolean isWanted =
            !ledger.committed().contains(wave.id())
                && wave.trials().stream()
                    .anyMatch(member -> targets.getOrDefault(member.id(), 0) == wave.attempt());
        if (isWanted) {
          ofCut.add(new WaveTask(cut, wave));
        }
      }
      if (!cut.driver().equals(driver.id())) {
        Collections.reverse(ofCut);
      }
      todo.addAll(ofCut);
    }
    return todo;
  }

  private long committed(Ledger ledger) {
    Set<String> ids = ledger.committedAttempts().keySet();
    return request.plan().trials().stream().filter(trial -> ids.contains(trial.id())).count();
  }

  private static long awaited(Ledger ledger, Map<String, Integer> targets) {
    Map<String, Integer> attempts = ledger.committedAttempts();
    return targets.entrySet().stream()
        .filter(target -> attempts.getOrDefault(target.getKey(), 0) < target.getValue())
        .count();
  }

  private Map<Verdict, Long> verdicts(RunFolder run, Ledger ledger) {
    Map<String, Verdict> byTrial = run.verdicts(ledger);
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (Trial trial : request.plan().trials()) {
      Verdict verdict = byTrial.get(trial.id());
      if (verdict != null) {
        counts.merge(verdict, 1L, Long::sum);
      }
    }
    return counts;
  }

  private RunEvent event(String kind, long committed, Map<String, Long> verdicts) {
    Provenance here = Provenance.here();
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("code_version", here.codeVersion());
    provenance.put("numerics_version", Integer.toString(here.numericsVersion()));
    provenance.put("java", here.java());
    provenance.put("platform", here.platform());
    provenance.put("processor", here.processor());
    provenance.put("host", here.host());
    return new RunEvent(
        kind,
        request.run(),
        driver.id(),
        SteadyTime.HERE.now().toString(),
        request.command(),
        request.engine(),
        request.plan().trials().size(),
        committed,
        verdicts,
        provenance);
  }

  private static Map<String, Long> names(Map<Verdict, Long> verdicts) {
    return verdicts.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  /** A wave to train, with the cut that knows its trials. */
  record WaveTask(Cut cut, Wave wave) {}
}
