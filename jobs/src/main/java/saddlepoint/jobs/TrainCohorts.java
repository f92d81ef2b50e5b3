// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.generator.GeneratorFile;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.CheckpointPlace;
import saddlepoint.table.TrialFacts;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.WaveLabel;

/**
 * Trains the cohorts of a task, one after the other as their rows are asked for. A trial's error is
 * its outcome; what leaves this class is an error of the machine, which Spark tries again
 * elsewhere.
 */
final class TrainCohorts implements FlatMapFunction<ArrayList<Cohort>, Row> {
  private static final long serialVersionUID = 1;

  /** Read by all that train in this process, written by one that must be alone in it. */
  private static final ReadWriteLock PROCESS = new ReentrantReadWriteLock();

  private final WaveLabel label;
  private final CheckpointPlace place;
  private final EndedTrials ended;

  /**
   * Trains for a wave.
   *
   * @param place where trainings keep what they need to go on
   * @param ended counts what is done
   */
  TrainCohorts(WaveLabel label, CheckpointPlace place, EndedTrials ended) {
    this.label = label;
    this.place = place;
    this.ended = ended;
  }

  @Override
  public Iterator<Row> call(ArrayList<Cohort> cohorts) {
    Engine engine = Engines.get(label.engine());
    TaskSetUp.prepare(engine);
    // What this task trains needs the memory.
    KeptWorkers.OF_TRIALS.close();
    Checkpoints checkpoints = place.open();
    Iterator<Cohort> rest = cohorts.iterator();
    Queue<Row> rows = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (rows.isEmpty() && rest.hasNext()) {
          rows.addAll(train(engine, rest.next(), checkpoints));
        }
        return !rows.isEmpty();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return rows.remove();
      }
    };
  }

  private List<Row> train(Engine engine, Cohort cohort, Checkpoints checkpoints) {
    List<Row> rows = new ArrayList<>();
    Set<String> told = new HashSet<>();
    Throwable error =
        holding(PROCESS.readLock(), () -> train(engine, cohort, checkpoints, rows, told));
    for (Trial trial : cohort.trials()) {
      if (told.contains(trial.id())) {
        continue;
      }
      // What broke a cohort need not be this trial's fault: alone it shows. Memory is shared with
      // all that this process trains.
      Instant startedAt = SteadyTime.HERE.now();
      boolean isOfMemory = OwnError.isOfMemory(error);
      Throwable own =
          cohort.trials().size() == 1 && !isOfMemory
              ? error
              : holding(
                  isOfMemory ? PROCESS.writeLock() : PROCESS.readLock(),
                  () -> train(engine, new Cohort(List.of(trial)), checkpoints, rows, told));
      if (!told.contains(trial.id())) {
        rows.add(row(failed(trial, engine, own), startedAt, progress(trial)));
      }
    }
    return rows;
  }

  private static Throwable holding(Lock lock, Supplier<Throwable> training) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another trial had the process", e);
    }
    try {
      return training.get();
    } finally {
      lock.unlock();
    }
  }

  /** Trains and returns what was thrown, or null. */
  private Throwable train(
      Engine engine, Cohort cohort, Checkpoints checkpoints, List<Row> rows, Set<String> told) {
    Instant startedAt = SteadyTime.HERE.now();
    CohortProgress progress = progress(cohort.trials().get(0));
    try {
      engine.train(
          cohort,
          new TrialListener() {
            @Override
            public void advanced(long steps) {
              progress.advanced(steps);
            }

            @Override
            public void ended(TrialResult result) {
              if (!told.contains(result.trial().id())) {
                rows.add(judged(result, startedAt, progress));
                told.add(result.trial().id());
              }
            }
          },
          checkpoints);
      return null;
    } catch (CancellationException e) {
      // Each alone would be given up as well.
      throw e;
    } catch (Throwable e) {
      return OwnError.of(e);
    } finally {
      progress.close();
    }
  }

  private static TrialResult failed(Trial trial, Engine engine, Throwable error) {
    Throwable cause =
        error != null
            ? error
            : new IllegalStateException(
                "engine " + engine.name() + " has not told how the trial ended");
    return TrialResult.failed(trial, cause, engine.devices().current());
  }

  /**
   * The row of a trial that has ended; what cannot be judged has failed.
   *
   * @param progress that heard of its steps
   */
  Row judged(TrialResult result, Instant startedAt, CohortProgress progress) {
    try {
      return row(result, startedAt, progress);
    } catch (RuntimeException e) {
      TrialResult failed = TrialResult.failed(result.trial(), e, result.device());
      return row(failed, startedAt, progress);
    }
  }

  /** Counts the steps of a trial. */
  CohortProgress progress(Trial trial) {
    return new CohortProgress(ended, trial.gan());
  }

  private Row row(TrialResult result, Instant startedAt, CohortProgress progress) {
    Gan gan = result.trial().gan();
    TrialFacts facts =
        new TrialFacts(
            label,
            result,
            gan,
            Judgement.of(gan, result),
            startedAt,
            SteadyTime.HERE.now(),
            Provenance.here(),
            SparkEnv.get().executorId(),
            GeneratorFile.of(result));
    Row row =
        label.keepsGenerators() ? TrialsTable.rowWithGenerators(facts) : TrialsTable.row(facts);
    progress.ended(facts.judgement().verdict(), facts.stepsDone(), gan);
    return row;
  }
}
