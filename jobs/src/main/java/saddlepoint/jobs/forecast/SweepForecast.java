// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engine;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.Cut;
import saddlepoint.table.Ledger;
import saddlepoint.table.PlannedRecording;
import saddlepoint.table.RunFolder;
import saddlepoint.table.StoredBytes;
import saddlepoint.table.TableFolder;

/**
 * What a sweep would do.
 *
 * @param shapes of all trials; trials of one shape can share a cohort
 * @param historyRows logged steps of all trials
 * @param snapshots of all trials
 * @param generators of all trials
 * @param bytes of all tables as Parquet, about
 * @param committed what the run holds already; none where there is no such run
 * @param left trials to be trained that do not need the whole cluster, by shape
 * @param dataParallel trials to be trained by all executors, one after another
 * @param engine that trains
 */
public record SweepForecast(
    int shapes,
    long historyRows,
    Kept snapshots,
    Kept generators,
    double bytes,
    Optional<Committed> committed,
    List<List<Trial>> left,
    int dataParallel,
    Engine engine) {
  /** The trials are copied. */
  public SweepForecast {
    left = List.copyOf(left);
  }

  /**
   * Snapshots or generators that are to be kept.
   *
   * @param count of all trials
   * @param trials that keep some
   * @param bytes on disk, about
   */
  public record Kept(long count, long trials, double bytes) {}

  /**
   * What a run holds of the planned trials.
   *
   * @param trials that need no training
   * @param failed trials that are FAILED or TIMED_OUT, trained again or not
   * @param notes what is to be said of the run, a line each
   */
  public record Committed(int trials, long failed, List<String> notes) {
    /** The notes are copied. */
    public Committed {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Cohorts of the trials that are left.
   *
   * @param count of them
   * @param lanesUsed share of their places that have a trial, from 0 to 1
   */
  public record CohortCount(long count, double lanesUsed) {}

  /**
   * Looks at a sweep; writes and trains nothing.
   *
   * @param tables that it would be added to, if there are any
   * @param retriesFailed whether FAILED and TIMED_OUT trials get another attempt
   * @throws saddlepoint.table.TableException if the run is not as it was written
   * @throws saddlepoint.sweep.ConfigurationException if the run's cuts are recorded otherwise
   */
  public static SweepForecast of(
      PreparedSweep sweep, Optional<TableFolder> tables, boolean retriesFailed) {
    Plan plan = sweep.plan();
    Engine engine = sweep.choice().engine();
    Set<String> todo = new HashSet<>();
    plan.trials().forEach(trial -> todo.add(trial.id()));
    Optional<Committed> committed =
        tables
            .filter(folder -> folder.runs().contains(sweep.run()))
            .map(folder -> committed(folder, sweep, todo, retriesFailed));
    List<List<Trial>> byShape = Cohorts.byShape(plan.trials());
    List<List<Trial>> left =
        todo.size() == plan.trials().size()
            ? byShape
            : Cohorts.byShape(
                plan.trials().stream().filter(trial -> todo.contains(trial.id())).toList());
    List<List<Trial>> alone = left.stream().filter(alike -> !isDataParallel(alike.get(0))).toList();
    return new SweepForecast(
        byShape.size(),
        rows(byShape),
        snapshots(byShape),
        generators(byShape),
        bytes(byShape, engine),
        committed,
        alone,
        todo.size() - count(alone),
        engine);
  }

  /** Trials to be trained that do not need the whole cluster. */
  public int trialsLeft() {
    return count(left);
  }

  /** The cohorts that they make. */
  public CohortCount cohorts() {
    long cohorts = 0;
    for (List<Trial> alike : left) {
      cohorts += (alike.size() - 1) / engine.cohortSize() + 1;
    }
    double places = (double) cohorts * engine.cohortSize();
    return new CohortCount(cohorts, cohorts == 0 ? 0 : trialsLeft() / places);
  }

  /**
   * Predicts the time of the trials that are left, at least one, by training for some seconds.
   *
   * @param cores of this machine's kind that train
   */
  public Calibration.Forecast time(int cores) {
    return new Calibration(engine).forecast(left, cores);
  }

  /** What is committed, which is taken out of what is left to do. */
  private static Committed committed(
      TableFolder folder, PreparedSweep sweep, Set<String> todo, boolean retriesFailed) {
    int planned = todo.size();
    String name = sweep.run();
    RunFolder run = folder.run(name);
    CheckedRuns checked = folder.requireSound(name);
    List<String> notes = new ArrayList<>();
    checked.problems().forEach(loss -> notes.add(loss.toString()));
    Ledger ledger = checked.ledgers().get(name);
    List<Trial> trials = sweep.plan().trials();
    notes.addAll(
        PlannedRecording.require(name, ledger, trials, run.targets(ledger, trials, retriesFailed)));
    Map<String, Verdict> verdicts = new HashMap<>(run.verdicts(ledger));
    verdicts.keySet().retainAll(todo);
    long failed = verdicts.values().stream().filter(Verdict::isWorthRetrying).count();
    if (retriesFailed) {
      verdicts.values().removeIf(Verdict::isWorthRetrying);
    }
    todo.removeAll(verdicts.keySet());
    return new Committed(planned - todo.size(), failed, notes);
  }

  /** On disk. Trials of one shape are recorded alike, so one tells of all. */
  private static double bytes(List<List<Trial>> byShape, Engine engine) {
    double rows =
        byShape.stream().mapToDouble(alike -> alike.size() * StoredBytes.of(alike.get(0))).sum();
    return Cut.waves(byShape, engine.usualCost()) * StoredBytes.ofWave() + rows;
  }

  private static Kept snapshots(List<List<Trial>> byShape) {
    return kept(
        byShape,
        trial -> trial.recording().keptSnapshots(trial.gan().steps()),
        StoredBytes::ofSnapshots);
  }

  private static Kept generators(List<List<Trial>> byShape) {
    return kept(
        byShape, trial -> trial.recording().keptGenerators(trial.gan()), StoredBytes::ofGenerators);
  }

  private static Kept kept(
      List<List<Trial>> byShape, ToLongFunction<Trial> number, ToDoubleFunction<Trial> size) {
    long trials = 0;
    long count = 0;
    double bytes = 0;
    for (List<Trial> alike : byShape) {
      long kept = number.applyAsLong(alike.get(0));
      trials += kept == 0 ? 0 : alike.size();
      count += kept * alike.size();
      bytes += alike.size() * size.applyAsDouble(alike.get(0));
    }
    return new Kept(count, trials, bytes);
  }

  private static long rows(List<List<Trial>> byShape) {
    long rows = 0;
    for (List<Trial> alike : byShape) {
      Trial trial = alike.get(0);
      int steps = trial.gan().steps();
      rows += (long) alike.size() * trial.recording().loggedSteps(steps);
    }
    return rows;
  }

  private static boolean isDataParallel(Trial trial) {
    return trial.gan().parallelism().isDataParallel();
  }

  private static int count(List<List<Trial>> byShape) {
    return byShape.stream().mapToInt(List::size).sum();
  }
}
