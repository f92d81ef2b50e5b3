// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.ReconstructionError;

/** The end of an autoencoder: how far what its layers make is from what they are given. */
final class GraphReconstruction {
  private final GraphArrays<?> arrays;
  private final ReconstructionError error;
  private final INDArray input;
  private final INDArray difference;

  /** Half the derivative of a squared difference, or that of an absolute one. */
  private final INDArray slope;

  private final INDArray ofInput;

  /**
   * Takes its arrays.
   *
   * @param input [trials, rows, columns]
   */
  GraphReconstruction(GraphArrays<?> arrays, ReconstructionError error, INDArray input) {
    this.arrays = arrays;
    this.error = error;
    this.input = input;
    difference = arrays.zeros(input.shape());
    slope =
        switch (error) {
          case ABSOLUTE -> arrays.zeros(input.shape());
          case SQUARED -> difference;
        };
    ofInput = arrays.zeros(input.shape());
  }

  /**
   * Records the mean errors of rows.
   *
   * @param output [trials, rows, columns]
   * @return [trials, rows, 1]
   */
  INDArray forward(Program program, INDArray output) {
    INDArray terms = arrays.zeros(input.shape());
    INDArray errors = arrays.zeros(input.size(0), input.size(1), 1);
    program.add("subtract", difference, output, input);
    if (error == ReconstructionError.ABSOLUTE) {
      program.add(new Sign(difference, slope));
    }
    program
        .add("multiply", terms, difference, slope)
        .add("reduce_mean", new long[] {2}, errors.reshape(input.size(0), input.size(1)), terms);
    return errors;
  }

  /**
   * Records the gradient of the output.
   *
   * @param ofErrors [trials, rows, 1]
   * @return [trials, rows, columns], which may be overwritten
   */
  INDArray backward(Program program, INDArray ofErrors) {
    double factor =
        switch (error) {
          case ABSOLUTE -> 1;
          case SQUARED -> 2;
        };
    INDArray shares = arrays.zeros(ofErrors.shape());
    INDArray ofOutput = arrays.zeros(input.shape());
    program
        .add(new ScalarMultiplication(ofErrors, null, shares, factor / input.size(2)))
        .add("multiply", ofOutput, slope, shares)
        .add("identity", ofInput, ofOutput);
    return ofOutput;
  }

  /** Records what the way back gives the input itself. */
  void addInputGradient(Program program, INDArray gradient) {
    program.add("subtract", gradient, gradient, ofInput);
  }
}
