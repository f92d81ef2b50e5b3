// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** p_k = exp(x_k) / sum_j exp(x_j) of each row, without overflow. */
final class SoftmaxLayer implements GraphLayer {
  private static final long[] OF_COLUMNS = {2};

  private final GraphArrays<?> arrays;
  private INDArray output;

  SoftmaxLayer(GraphArrays<?> arrays) {
    this.arrays = arrays;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    output = arrays.zeros(x.shape());
    program.add("softmax", OF_COLUMNS, output, x);
    return output;
  }

  /** dx = p (dy - sum of p dy). */
  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    INDArray sums = arrays.zeros(dy.size(0), dy.size(1), 1);
    INDArray part = arrays.zeros(dy.shape());
    program
        .add("multiply", part, output, dy)
        .add("reduce_sum", OF_COLUMNS, sums.reshape(dy.size(0), dy.size(1)), part)
        .add("subtract", dy, dy, sums)
        .add("multiply", dy, dy, output);
    return dy;
  }

  /**
   * Records the gradient by this layer's input of the mean over rows of the cross-entropy {@code
   * -sum_k target_k log p_k}, which no p = 0 makes infinite: (p - target) / rows.
   *
   * @param targets [trials, rows, columns], each row summing to 1
   * @param factor of the loss
   * @return gradient, [trials, rows, columns]
   */
  INDArray crossEntropyGradient(Program program, INDArray targets, double factor) {
    INDArray dx = arrays.zeros(output.shape());
    program
        .add("subtract", dx, output, targets)
        .add(new ScalarMultiplication(dx, null, dx, factor / output.size(1)));
    return dx;
  }
}
