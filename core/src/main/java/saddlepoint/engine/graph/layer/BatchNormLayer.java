// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.BatchNorm;

/**
 * Batch norm, see {@link BatchNorm}. Rows of one number a channel are images of one pixel. A pass
 * may have several batches of rows one after the other, which have statistics of their own.
 *
 * @param <A> an array of numbers of the JVM
 */
final class BatchNormLayer<A> implements GraphLayer {
  private final GraphArrays<A> arrays;
  private final BatchNorm layer;
  private final LayerParameters parameters;
  private final INDArray epsilons;
  private final double[] decays;
  private final boolean training;
  private final long batches;
  private final long count;
  private final long trials;
  private final long channels;
  private final INDArray kept;
  private final INDArray moved;
  private final Normalization normalization;
  private INDArray normal;
  private INDArray inverse;

  /**
   * A layer.
   *
   * @param parameters as {@link BatchNorm} has them
   * @param epsilons of each trial
   * @param decays of each trial
   * @param training whether statistics are those of the batch, which move the moving ones at every
   *     forward run; else the moving ones are taken
   * @param batches of rows in a trial's pass
   * @param count rows times pixels of a batch
   */
  BatchNormLayer(
      GraphArrays<A> arrays,
      BatchNorm layer,
      LayerParameters parameters,
      double[] epsilons,
      double[] decays,
      boolean training,
      long batches,
      long count) {
    this.arrays = arrays;
    this.layer = layer;
    this.parameters = parameters;
    this.decays = decays.clone();
    this.training = training;
    this.batches = batches;
    this.count = count;
    trials = parameters.trials();
    channels = parameters.out();
    this.epsilons = numbers(epsilons);
    kept = arrays.zeros(trials, 1, 1);
    moved = arrays.zeros(trials, 1, 1);
    double[] ofBatches = new double[(int) (trials * batches)];
    for (int batch = 0; batch < ofBatches.length; batch++) {
      ofBatches[batch] = epsilons[(int) (batch / batches)];
    }
    normalization =
        new Normalization(arrays, trials * batches, count, channels, numbers(ofBatches));
    moveStatistics(true);
  }

  private INDArray numbers(double[] numbers) {
    return arrays.of(arrays.precision().of(numbers), numbers.length, 1, 1);
  }

  @Override
  public void moveStatistics(boolean moves) {
    double[] keeps = decays.clone();
    double[] takes = new double[decays.length];
    for (int trial = 0; trial < decays.length; trial++) {
      keeps[trial] = moves ? decays[trial] : 1;
      takes[trial] = 1 - keeps[trial];
    }
    arrays.precision().write(arrays.precision().of(keeps), kept, 0);
    arrays.precision().write(arrays.precision().of(takes), moved, 0);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray y = arrays.zeros(x.shape());
    INDArray out = y.reshape(trials, batches * count, channels);
    if (training) {
      INDArray input = x.reshape(trials * batches, count, channels);
      normal = normalization.forward(program, input).reshape(trials, batches * count, channels);
      for (long batch = 0; batch < batches; batch++) {
        move(program, row(BatchNorm.MEAN), ofBatch(normalization.mean(), batch), 1);
        move(
            program,
            row(BatchNorm.VARIANCE),
            ofBatch(normalization.variance(), batch),
            layer.correction(count));
      }
    } else {
      INDArray input = x.reshape(trials, batches * count, channels);
      inverse = arrays.zeros(trials, 1, channels);
      normal = arrays.zeros(input.shape());
      Normalization.recordInverse(program, row(BatchNorm.VARIANCE), inverse, epsilons);
      program
          .add("subtract", normal, input, row(BatchNorm.MEAN))
          .add("multiply", normal, normal, inverse);
    }
    program
        .add("multiply", out, normal, row(BatchNorm.GAMMA))
        .add("add", out, out, parameters.biases());
    return y;
  }

  /** One row of the weights, [trials, 1, channels]. */
  private INDArray row(int index) {
    return rowOf(parameters.weights(), index);
  }

  private INDArray rowOf(INDArray weights, int index) {
    return Strided.of(
        weights,
        index * channels,
        new long[] {trials, 1, channels},
        new long[] {weights.stride(0), channels, 1});
  }

  /** The statistics of one batch of each trial, [trials, 1, channels]. */
  private INDArray ofBatch(INDArray statistics, long batch) {
    return Strided.of(
        statistics,
        batch * channels,
        new long[] {trials, 1, channels},
        new long[] {batches * channels, channels, 1});
  }

  private void move(Program program, INDArray moving, INDArray now, double factor) {
    INDArray part = arrays.zeros(trials, 1, channels);
    program.add("multiply", part, now, moved);
    if (factor != 1) {
      program.add(new ScalarMultiplication(part, null, part, factor));
    }
    program.add("multiply", moving, moving, kept).add("add", moving, moving, part);
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    INDArray g = dy.reshape(trials, batches * count, channels);
    if (ofParameters) {
      INDArray product = arrays.zeros(g.shape());
      Sums sums = new Sums(arrays, trials, batches * count);
      sums.record(program, parameters.ofBiases(), g);
      program.add("multiply", product, g, normal);
      sums.record(program, rowOf(parameters.ofWeights(), BatchNorm.GAMMA), product);
    }
    if (!ofInputs) {
      return null;
    }
    program.add("multiply", g, g, row(BatchNorm.GAMMA));
    if (training) {
      normalization.backward(program, g.reshape(trials * batches, count, channels));
    } else {
      program.add("multiply", g, g, inverse);
    }
    return dy;
  }
}
