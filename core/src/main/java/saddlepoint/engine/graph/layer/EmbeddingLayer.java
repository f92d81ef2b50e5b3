// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * One row of a table for each class: x holds classes 0, 1, ... as numbers, [trials, rows, 1], and
 * each trial has a table of its own. A number that is no class becomes a row of zeros.
 */
final class EmbeddingLayer implements GraphLayer {
  private static final double HALF = 0.5;

  private final GraphArrays<?> arrays;
  private final INDArray tables;
  private final INDArray ofTables;
  private final long rows;
  private INDArray chosen;

  /**
   * A layer.
   *
   * @param tables [trials, classes, columns]
   * @param ofTables their gradients
   */
  EmbeddingLayer(GraphArrays<?> arrays, INDArray tables, INDArray ofTables, long rows) {
    this.arrays = arrays;
    this.tables = tables;
    this.ofTables = ofTables;
    this.rows = rows;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    long trials = tables.size(0);
    int classes = (int) tables.size(1);
    chosen = arrays.zeros(trials, rows, classes);
    program
        .add("subtract", chosen, x, classes(arrays, classes))
        .add(new Abs(chosen, chosen))
        .add(new Step(chosen, chosen, HALF))
        .add(new OneMinus(chosen, chosen));
    INDArray y = arrays.zeros(trials, rows, tables.size(2));
    program.product(y, chosen, tables);
    return y;
  }

  private static <A> INDArray classes(GraphArrays<A> arrays, int classes) {
    double[] numbers = new double[classes];
    for (int i = 0; i < classes; i++) {
      numbers[i] = i;
    }
    return arrays.of(arrays.precision().of(numbers), 1, 1, classes);
  }

  /**
   * Records the gradient of the tables; classes have none.
   *
   * @throws IllegalArgumentException if the gradient of the input is wanted
   */
  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (ofInputs) {
      throw new IllegalArgumentException("classes have no gradient; embed them in a first layer");
    }
    if (ofParameters) {
      program.productOfTransposed(ofTables, chosen, dy);
    }
    return null;
  }
}
