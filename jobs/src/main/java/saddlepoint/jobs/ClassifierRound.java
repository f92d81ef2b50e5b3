// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import saddlepoint.engine.training.ClassifierEngine;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.engine.training.TrainingState;

/** Has the workers of a partition make updates of a classifier from a state that all begin with. */
final class ClassifierRound
    implements FlatMapFunction<Iterator<Integer>, ParameterAveragingTrainingResult> {
  private static final long serialVersionUID = 1;

  private final SharedClassifier classifier;
  private final int from;
  private final int to;
  private final Broadcast<TrainingState> state;

  /**
   * A round.
   *
   * @param from of the first update, counted from 0
   * @param to after the last
   */
  ClassifierRound(SharedClassifier classifier, int from, int to, Broadcast<TrainingState> state) {
    this.classifier = classifier;
    this.from = from;
    this.to = to;
    this.state = state;
  }

  @Override
  public Iterator<ParameterAveragingTrainingResult> call(Iterator<Integer> workers) {
    TaskSetUp.prepare(ClassifierEngine.get());
    String gpu = TaskSetUp.gpu();
    List<ParameterAveragingTrainingResult> results = new ArrayList<>();
    ClassifierTraining training =
        KeptWorkers.OF_CLASSIFIERS.take(classifier, gpu, classifier::training);
    try {
      while (workers.hasNext()) {
        training.resume(from, state.value());
        training.train(workers.next(), from, to, update -> {});
        results.add(ParameterAverage.sent(training.state()));
      }
    } catch (Throwable e) {
      training.close();
      throw e;
    }
    KeptWorkers.OF_CLASSIFIERS.give(classifier, gpu, training);
    return results.iterator();
  }
}
