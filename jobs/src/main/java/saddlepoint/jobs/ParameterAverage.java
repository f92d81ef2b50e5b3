// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.aggregator.ParameterAveragingAggregationTuple;
import org.deeplearning4j.spark.impl.paramavg.aggregator.ParameterAveragingElementAddFunction;
import org.deeplearning4j.spark.impl.paramavg.aggregator.ParameterAveragingElementCombineFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import saddlepoint.engine.training.TrainingState;

/**
 * Averages what workers have learnt as DL4J's {@code ParameterAveragingTrainingMaster} averages
 * networks.
 */
final class ParameterAverage {
  /** Levels of the tree in which sums are made, as DL4J has it. */
  private static final int AGGREGATION_DEPTH = 2;

  private final ParameterAveragingAggregationTuple sum;

  private ParameterAverage(ParameterAveragingAggregationTuple sum) {
    this.sum = sum;
  }

  /** What a worker sends. */
  static ParameterAveragingTrainingResult sent(TrainingState state) {
    INDArray moments = state.moments().length == 0 ? null : Nd4j.createFromArray(state.moments());
    return new ParameterAveragingTrainingResult(
        Nd4j.createFromArray(state.parameters()), moments, 0, null, null, null);
  }

  /** Has a Spark job run, and takes the sum of what its tasks sent. */
  static ParameterAverage over(JavaRDD<ParameterAveragingTrainingResult> sent) {
    return new ParameterAverage(
        sent.treeAggregate(
            null,
            new ParameterAveragingElementAddFunction(),
            new ParameterAveragingElementCombineFunction(),
            AGGREGATION_DEPTH));
  }

  /** How many workers sent theirs. */
  int count() {
    return sum == null ? 0 : sum.getAggregationsCount();
  }

  /** The mean over those workers, of which there must be one; taken once. */
  TrainingState mean() {
    return new TrainingState(mean(sum.getParametersSum()), mean(sum.getUpdaterStateSum()));
  }

  private double[] mean(INDArray of) {
    if (of == null) {
      return new double[0];
    }
    double[] mean = of.divi(count()).toDoubleVector();
    of.close();
    return mean;
  }
}
