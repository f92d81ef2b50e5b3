// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.sweep.GeneratorChoice;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Driver;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.Wave;
import saddlepoint.table.WaveLabel;

/** Trains a wave on Spark and writes its rows to staging. Safe for several threads. */
final class WaveWriter {
  /** What a driver holds goes back in so many parts: Spark's messages are bounded. */
  private static final int PARTS = 64;

  private final SparkSession session;
  private final JavaSparkContext context;
  private final RunFolder run;
  private final SweepRequest request;
  private final Driver driver;
  private final StopRequest stop;
  private final Engine engine;

  WaveWriter(
      SparkSession shared, RunFolder run, SweepRequest request, Driver driver, StopRequest stop) {
    session = StagedRows.session(shared);
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.run = run;
    this.request = request;
    this.driver = driver;
    this.stop = stop;
    engine = Engines.get(request.engine());
  }

  /** Trains a wave in tasks of about equal time. */
  void train(SweepJob.WaveTask task, EndedTrials ended, Path staged) {
    List<Trial> trials = task.cut().trials(task.wave());
    TrainCohorts train = training(task.wave(), trials, ended);
    Map<Boolean, List<Trial>> byTraining =
        trials.stream().collect(Collectors.partitioningBy(DataParallelTrials::include));
    List<Trial> parallel = byTraining.get(true);
    JavaRDD<Row> rows =
        parallel.isEmpty()
            ? context.emptyRDD()
            : context.parallelize(
                new DataParallelTrials(context, stop).train(parallel, engine, train), 1);
    if (!byTraining.get(false).isEmpty()) {
      List<Cohort> cohorts = Cohorts.of(byTraining.get(false), engine.cohortSize());
      List<ArrayList<Cohort>> tasks =
          Tasks.of(cohorts, engine.usualCost(), context.defaultParallelism());
      JavaRDD<Row> others = context.parallelize(tasks, tasks.size()).flatMap(train);
      rows = parallel.isEmpty() ? others : rows.union(others);
    }
    write(rows, keepsGenerators(trials), staged);
  }

  /**
   * Trains a wave whose executors die.
   *
   * @param lost hears of executors that end
   */
  void quarantine(SweepJob.WaveTask task, EndedTrials ended, Path staged, LostExecutors lost) {
    List<Trial> trials = task.cut().trials(task.wave());
    List<Row> rows =
        new Quarantine(context, lost, engine, training(task.wave(), trials, ended))
            .train(trials, new DataParallelTrials(context, stop));
    write(context.parallelize(rows, Math.min(rows.size(), PARTS)), keepsGenerators(trials), staged);
  }

  private TrainCohorts training(Wave wave, List<Trial> trials, EndedTrials ended) {
    WaveLabel label =
        new WaveLabel(
            request.run(),
            wave.id(),
            wave.attempt(),
            request.engine(),
            request.engineReason(),
            keepsGenerators(trials) ? run.generatorFile(wave, driver) : "");
    return new TrainCohorts(label, run.checkpoints(wave, request.checkpoints()), ended);
  }

  private static boolean keepsGenerators(List<Trial> trials) {
    return trials.stream()
        .anyMatch(trial -> trial.recording().generators() != GeneratorChoice.NONE);
  }

  private void write(JavaRDD<Row> rows, boolean keepsGenerators, Path staged) {
    // A wave is one file, which one step commits.
    Dataset<Row> stored =
        keepsGenerators
            ? session.createDataFrame(
                rows.repartition(1)
                    .mapPartitions(
                        new KeepGenerators(RunFolder.stagedGenerators(staged).toString())),
                TrialsTable.schema())
            : session.createDataFrame(rows, TrialsTable.schema()).repartition(1);
    StagedRows.write(stored, staged);
  }
}
