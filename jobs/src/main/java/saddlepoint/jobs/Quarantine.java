// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TrialsTable;

/**
 * Trains a wave whose executors die, and finds the trials that take their process down: first a
 * cohort a task, then what did not come back a trial a task, and then what did not come back each
 * alone. Whose executor ends even then has FAILED. Nothing else may be at work meanwhile. Not
 * thread safe.
 */
final class Quarantine {
  private static final int TRIAL_ID = TrialsTable.schema().fieldIndex("trial_id");

  private final JavaSparkContext context;
  private final LostExecutors lost;
  private final Engine engine;
  private final TrainCohorts train;
  private final Map<String, Row> rows = new HashMap<>();

  /**
   * Nothing trained yet.
   *
   * @param lost hears of executors that end
   * @param train trains on executors
   */
  Quarantine(JavaSparkContext context, LostExecutors lost, Engine engine, TrainCohorts train) {
    this.context = context;
    this.lost = lost;
    this.engine = engine;
    this.train = train;
  }

  /**
   * Trains.
   *
   * @param parallel trains the trials that are data-parallel
   * @return a row of each trial
   * @throws IllegalStateException if a trial did not come back, and not since its process died
   */
  List<Row> train(List<Trial> trials, DataParallelTrials parallel) {
    Map<Boolean, List<Trial>> byTraining =
        trials.stream().collect(Collectors.partitioningBy(DataParallelTrials::include));
    List<Row> all = new ArrayList<>();
    for (Trial trial : byTraining.get(true)) {
      all.addAll(trainTogether(trial, parallel));
    }
    List<Trial> others = byTraining.get(false);
    if (!others.isEmpty()) {
      List<Cohort> cohorts = Cohorts.of(others, engine.cohortSize());
      once(cohorts);
      once(
          alone(
              left(
                  cohorts.stream()
                      .map(Cohort::trials)
                      .filter(together -> together.size() > 1)
                      .flatMap(List::stream)
                      .toList())));
      for (Cohort cohort : alone(left(others))) {
        lost.forget();
        once(List.of(cohort));
        Trial trial = cohort.trials().get(0);
        if (!rows.containsKey(trial.id())) {
          rows.put(trial.id(), failed(trial, /* cause= */ null));
        }
      }
      others.forEach(trial -> all.add(rows.get(trial.id())));
    }
    return all;
  }

  private List<Row> trainTogether(Trial trial, DataParallelTrials parallel) {
    lost.forget();
    try {
      return parallel.train(List.of(trial), engine, train);
    } catch (SparkWorkers.JobException e) {
      if (!LostExecutors.areCauseOf(e)) {
        throw e;
      }
      return List.of(failed(trial, e));
    }
  }

  private List<Trial> left(List<Trial> trials) {
    return trials.stream().filter(trial -> !rows.containsKey(trial.id())).toList();
  }

  private static List<Cohort> alone(List<Trial> trials) {
    return trials.stream().map(trial -> new Cohort(List.of(trial))).toList();
  }

  private void once(List<Cohort> cohorts) {
    if (cohorts.isEmpty()) {
      return;
    }
    List<ArrayList<Cohort>> tasks =
        cohorts.stream().map(cohort -> new ArrayList<>(List.of(cohort))).toList();
    for (Row row :
        context.parallelize(tasks, tasks.size()).flatMap(new TrainOnce(train)).collect()) {
      rows.put(row.getString(TRIAL_ID), row);
    }
  }

  private Row failed(Trial trial, RuntimeException cause) {
    String how;
    try {
      how =
          lost.tell()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "trial "
                              + trial.id()
                              + " did not come back from its executor, which nobody told to have"
                              + " ended by its doing",
                          cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an executor ended", e);
    }
    Outcome outcome =
        new Outcome(
            Outcome.Kind.FAILED,
            -1,
            "quarantined: its process died, and again with nothing else at work ("
                + how
                + "); --retry-failed tries it again");
    Instant now = SteadyTime.HERE.now();
    CohortProgress progress = train.progress(trial);
    return train.judged(
        new TrialResult(trial, outcome, new History(0), List.of(), -1, 0, 0, Device.NONE),
        now,
        progress);
  }
}
