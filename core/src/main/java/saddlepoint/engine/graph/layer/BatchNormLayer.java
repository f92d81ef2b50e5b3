// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Batch norm, Ioffe and Szegedy 2015: y = scale x^ + shift, x^ of each channel over all rows and
 * pixels of a trial's batch in training, and by the moving mean and variance in inference. Rows of
 * one number a channel are images of one pixel.
 */
final class BatchNormLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final NormParameters parameters;
  private final BatchNormRule rule;
  private final INDArray movingMean;
  private final INDArray movingVariance;
  private final boolean training;
  private final long count;
  private final long channels;
  private final Normalization normalization;
  private INDArray input;
  private INDArray inverse;

  private BatchNormLayer(
      GraphArrays<?> arrays,
      NormParameters parameters,
      BatchNormRule rule,
      INDArray movingMean,
      INDArray movingVariance,
      boolean training,
      long count) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.rule = rule;
    this.movingMean = movingMean;
    this.movingVariance = movingVariance;
    this.training = training;
    this.count = count;
    channels = parameters.channels();
    normalization = new Normalization(arrays, parameters.trials(), count, channels, rule.epsilon());
  }

  /**
   * By the statistics of the batch, which move the moving ones at every forward run.
   *
   * @param movingMean [trials, 1, channels], begins as 0
   * @param movingVariance [trials, 1, channels], begins as 1
   * @param count rows times pixels of a trial's batch
   */
  static BatchNormLayer training(
      GraphArrays<?> arrays,
      NormParameters parameters,
      BatchNormRule rule,
      INDArray movingMean,
      INDArray movingVariance,
      long count) {
    return new BatchNormLayer(arrays, parameters, rule, movingMean, movingVariance, true, count);
  }

  /** By the moving statistics, which stay as they are. */
  static BatchNormLayer inference(
      GraphArrays<?> arrays,
      NormParameters parameters,
      BatchNormRule rule,
      INDArray movingMean,
      INDArray movingVariance,
      long count) {
    return new BatchNormLayer(arrays, parameters, rule, movingMean, movingVariance, false, count);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x.reshape(parameters.trials(), count, channels);
    INDArray y = arrays.zeros(x.shape());
    INDArray out = y.reshape(parameters.trials(), count, channels);
    if (training) {
      INDArray normal = normalization.forward(program, input);
      move(program, movingMean, normalization.mean(), 1);
      move(program, movingVariance, normalization.variance(), rule.correction(count));
      program.add("multiply", out, normal, parameters.scale());
    } else {
      inverse = arrays.zeros(parameters.trials(), 1, channels);
      Normalization.recordInverse(program, movingVariance, inverse, rule.epsilon());
      program
          .add("subtract", out, input, movingMean)
          .add("multiply", out, out, inverse)
          .add("multiply", out, out, parameters.scale());
    }
    program.add("add", out, out, parameters.shift());
    return y;
  }

  private void move(Program program, INDArray moving, INDArray now, double factor) {
    INDArray part = arrays.zeros(now.shape());
    program
        .add(new ScalarMultiplication(moving, null, moving, rule.decay()))
        .add(new ScalarMultiplication(now, null, part, (1 - rule.decay()) * factor))
        .add("add", moving, moving, part);
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    INDArray g = dy.reshape(parameters.trials(), count, channels);
    if (ofParameters) {
      INDArray product = arrays.zeros(g.shape());
      Sums sums = new Sums(arrays, parameters.trials(), count);
      sums.record(program, parameters.ofShift(), g);
      if (training) {
        program.add("multiply", product, g, normalization.normal());
      } else {
        program
            .add("subtract", product, input, movingMean)
            .add("multiply", product, product, inverse)
            .add("multiply", product, product, g);
      }
      sums.record(program, parameters.ofScale(), product);
    }
    if (!ofInputs) {
      return null;
    }
    program.add("multiply", g, g, parameters.scale());
    if (training) {
      normalization.backward(program, g);
    } else {
      program.add("multiply", g, g, inverse);
    }
    return dy;
  }
}
