// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import saddlepoint.engine.graph.device.Program;

/**
 * y = tanh x = 1 - 2 / (1 + exp(2 x)), off by at most one unit of the last place of 1. libnd4j
 * vectorises these five operations, and not its own tanh, which takes twice as long.
 */
final class Tanh {
  private Tanh() {}

  /** Records y = tanh x; y may be x. */
  static void record(Program program, INDArray y, INDArray x) {
    program
        .add(new ScalarMultiplication(x, null, y, 2))
        .add(new Exp(y, y))
        .add(new ScalarAdd(y, null, y, 1))
        .add(new ScalarReverseDivision(y, null, y, 2))
        .add(new OneMinus(y, y));
  }

  /**
   * Records dy *= 1 - y^2.
   *
   * @param part to be overwritten, shaped as y
   */
  static void recordGradient(Program program, INDArray dy, INDArray y, INDArray part) {
    program.add(new Square(y, part)).add(new OneMinus(part, part)).add("multiply", dy, dy, part);
  }
}
