// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** W = g V / |V| of each column, as {@code NormArithmetic} has it. */
final class WeightNorm extends WeightsMade {
  private final INDArray v;
  private final INDArray g;
  private final INDArray ofV;
  private final INDArray ofG;
  private final INDArray scratch;
  private final INDArray lengths;
  private final INDArray factors;
  private final INDArray along;
  private final Sums sums;

  /**
   * Weights.
   *
   * @param parameters with V and, below it, g
   */
  WeightNorm(GraphArrays<?> arrays, LayerParameters parameters) {
    super(arrays, parameters.trials(), parameters.in() - 1, parameters.out());
    long inputs = parameters.in() - 1;
    v = rows(parameters.weights(), 0, inputs);
    g = rows(parameters.weights(), inputs, 1);
    ofV = rows(parameters.ofWeights(), 0, inputs);
    ofG = rows(parameters.ofWeights(), inputs, 1);
    scratch = arrays.zeros(made().shape());
    lengths = arrays.zeros(parameters.trials(), 1, parameters.out());
    factors = arrays.zeros(lengths.shape());
    along = arrays.zeros(lengths.shape());
    sums = new Sums(arrays, parameters.trials(), inputs);
  }

  @Override
  void record(Program program) {
    program.add("multiply", scratch, v, v);
    sums.record(program, lengths, scratch);
    program.add(new Sqrt(lengths, lengths));
    atLeast(program, lengths);
    program.add("divide", factors, g, lengths).add("multiply", made(), v, factors);
  }

  @Override
  void recordGradient(Program program) {
    program.add("multiply", scratch, ofMade(), v);
    sums.record(program, along, scratch);
    program
        .add("divide", along, along, lengths)
        .add("identity", ofG, along)
        .add("divide", scratch, v, lengths)
        .add("multiply", scratch, scratch, along)
        .add("subtract", scratch, ofMade(), scratch)
        .add("multiply", ofV, scratch, factors);
  }
}
