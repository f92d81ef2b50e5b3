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
 * A number for each class: 1 for its own and 0 for the others. A number that is no class has 0s.
 */
final class OneHot {
  private static final double HALF = 0.5;

  private OneHot() {}

  /**
   * Records the numbers.
   *
   * @param labels classes 0, 1, ... as numbers, [trials, rows, 1]
   * @return [trials, rows, classes]
   */
  static <A> INDArray record(GraphArrays<A> arrays, Program program, INDArray labels, int classes) {
    INDArray chosen = arrays.zeros(labels.size(0), labels.size(1), classes);
    double[] numbers = new double[classes];
    for (int i = 0; i < classes; i++) {
      numbers[i] = i;
    }
    INDArray all = arrays.of(arrays.precision().of(numbers), 1, 1, classes);
    program
        .add("subtract", chosen, labels, all)
        .add(new Abs(chosen, chosen))
        .add(new Step(chosen, chosen, HALF))
        .add(new OneMinus(chosen, chosen));
    return chosen;
  }
}
