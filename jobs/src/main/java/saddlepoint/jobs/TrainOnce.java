// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Cohort;

/**
 * Trains the cohorts of a task at its first attempt, and none at a later one: who asked sees by the
 * rows that are missing which tasks their executors did not survive, and Spark does not give up.
 */
final class TrainOnce implements FlatMapFunction<ArrayList<Cohort>, Row> {
  private static final long serialVersionUID = 1;

  private final TrainCohorts train;

  TrainOnce(TrainCohorts train) {
    this.train = train;
  }

  @Override
  public Iterator<Row> call(ArrayList<Cohort> cohorts) {
    return TaskContext.get().attemptNumber() == 0
        ? train.call(cohorts)
        : Collections.emptyIterator();
  }
}
