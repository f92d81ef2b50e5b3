// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Products of each trial's own matrices: x W and its two gradients, with x of shape [trials, rows,
 * in] and W of [trials, in, out].
 *
 * <p>libnd4j's product of many matrices calls BLAS once a trial, which costs about a microsecond
 * however small they are. A product with a single column or row is also a product of elements and a
 * sum, which has no such cost: it is taken where it is the faster, by the shape of one trial, so
 * that how a trial is worked out does not depend on its company.
 */
final class Products {
  /** Elements of a trial that are multiplied in the time of a call of BLAS. */
  private static final long SMALL = 1024;

  private final GraphArrays<?> arrays;

  Products(GraphArrays<?> arrays) {
    this.arrays = arrays;
  }

  /** Records y = x W. */
  void forward(Program program, INDArray x, INDArray weights, INDArray y) {
    long in = weights.size(1);
    long out = weights.size(2);
    if (in == 1) {
      program.add("multiply", y, x, weights);
    } else if (out == 1 && x.size(1) * in <= SMALL) {
      INDArray terms = arrays.zeros(x.shape());
      program.add("multiply", terms, x, weights.reshape(weights.size(0), 1, in));
      program.add("reduce_sum", new long[] {2}, y.reshape(y.size(0), y.size(1)), terms);
    } else {
      program.product(y, x, weights);
    }
  }

  /** Records gradient = x^T dy. */
  void ofWeights(Program program, INDArray x, INDArray dy, INDArray gradient) {
    long rows = x.size(1);
    long in = x.size(2);
    long out = dy.size(2);
    if (Math.min(in, out) == 1 && rows * in * out <= SMALL) {
      INDArray terms = arrays.zeros(x.size(0), rows, in * out);
      program.add("multiply", terms, x, dy);
      program.add("reduce_sum", new long[] {1}, gradient.reshape(x.size(0), in * out), terms);
    } else {
      program.productOfTransposed(gradient, x, dy);
    }
  }

  /** Records dx = dy W^T. */
  void ofInputs(Program program, INDArray dy, INDArray weights, INDArray dx) {
    long in = weights.size(1);
    long out = weights.size(2);
    if (out == 1) {
      program.add("multiply", dx, dy, weights.reshape(weights.size(0), 1, in));
    } else if (in == 1 && dy.size(1) * out <= SMALL) {
      INDArray terms = arrays.zeros(dy.shape());
      program.add("multiply", terms, dy, weights);
      program.add("reduce_sum", new long[] {2}, dx.reshape(dx.size(0), dx.size(1)), terms);
    } else {
      program.productWithTransposed(dx, dy, weights);
    }
  }
}
