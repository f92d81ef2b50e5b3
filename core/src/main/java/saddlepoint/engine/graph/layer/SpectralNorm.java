// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** W = V / |V u|, as {@code NormArithmetic} has it. */
final class SpectralNorm extends WeightsMade {
  private final INDArray matrix;
  private final INDArray kept;
  private final INDArray ofMatrix;
  private final INDArray scratch;
  private final INDArray right;
  private final INDArray left;
  private final INDArray next;
  private final INDArray length;
  private final INDArray sigma;
  private final INDArray along;
  private final INDArray keeps;
  private final INDArray takes;

  /**
   * Weights.
   *
   * @param parameters with V and, below it, u
   */
  SpectralNorm(GraphArrays<?> arrays, LayerParameters parameters) {
    super(arrays, parameters.trials(), parameters.in() - 1, parameters.out());
    long trials = parameters.trials();
    long inputs = parameters.in() - 1;
    matrix = rows(parameters.weights(), 0, inputs);
    kept = rows(parameters.weights(), inputs, 1);
    ofMatrix = rows(parameters.ofWeights(), 0, inputs);
    scratch = arrays.zeros(made().shape());
    right = arrays.zeros(trials, 1, parameters.out());
    left = arrays.zeros(trials, inputs, 1);
    next = arrays.zeros(right.shape());
    length = arrays.zeros(trials, 1, 1);
    sigma = arrays.zeros(trials, 1, 1);
    along = arrays.zeros(trials, 1, 1);
    keeps = arrays.zeros(1);
    takes = arrays.zeros(1);
    moveStatistics(true);
  }

  @Override
  void moveStatistics(boolean moves) {
    keeps.assign(moves ? 0 : 1);
    takes.assign(moves ? 1 : 0);
  }

  @Override
  void recordMove(Program program) {
    recordVectors(program);
    program.productOfTransposed(next, left, matrix);
    divideByLength(program, next, length);
    program
        .add("multiply", next, next, takes)
        .add("multiply", kept, kept, keeps)
        .add("add", kept, kept, next);
  }

  /** u of length 1, V u of length 1, and sigma. */
  private void recordVectors(Program program) {
    program.add("identity", right, kept);
    divideByLength(program, right, length);
    program.productWithTransposed(left, matrix, right);
    divideByLength(program, left, sigma);
  }

  /** Records that a vector of each trial is divided by its length, which is written. */
  private static void divideByLength(Program program, INDArray vectors, INDArray lengths) {
    long trials = vectors.size(0);
    program.add(
        "reduce_norm2",
        new long[] {1},
        lengths.reshape(trials),
        vectors.reshape(trials, vectors.length() / trials));
    atLeast(program, lengths);
    program.add("divide", vectors, vectors, lengths);
  }

  @Override
  void record(Program program) {
    recordVectors(program);
    program.add("divide", made(), matrix, sigma);
  }

  @Override
  void recordGradient(Program program) {
    long trials = along.size(0);
    program
        .add("multiply", scratch, ofMade(), made())
        .add(
            "reduce_sum",
            new long[] {1},
            along.reshape(trials),
            scratch.reshape(trials, scratch.length() / trials))
        .add("multiply", scratch, left, right)
        .add("multiply", scratch, scratch, along)
        .add("subtract", scratch, ofMade(), scratch)
        .add("divide", ofMatrix, scratch, sigma);
  }
}
