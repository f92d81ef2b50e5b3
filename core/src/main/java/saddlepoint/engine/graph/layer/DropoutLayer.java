// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Dropout, Srivastava et al. 2014, in the inverted form: y = x / (1 - rate) where a number is kept,
 * else 0. Masks are drawn on the host from the product's own streams, so that they are the same on
 * every engine and device.
 *
 * @param <A> an array of numbers of the JVM
 */
final class DropoutLayer<A> implements GraphLayer {
  private final GraphArrays<A> arrays;
  private final DropoutMasks masks;
  private final double[] rates;
  private final INDArray mask;

  /**
   * A layer.
   *
   * @param rates chance that a number is dropped, one a trial, in [0, 1)
   * @param rows of a trial's pass
   * @param columns of a row
   */
  DropoutLayer(GraphArrays<A> arrays, DropoutMasks masks, double[] rates, long rows, long columns) {
    this.arrays = arrays;
    this.masks = masks;
    this.rates = rates.clone();
    for (double rate : rates) {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("a dropout rate is in [0, 1), not " + rate);
      }
    }
    mask = arrays.zeros(rates.length, rows, columns);
  }

  /**
   * Draws the masks of the next runs.
   *
   * @param update of the player that learns
   * @param firstElement of the stream's update, so that the layers of a pass may share it
   */
  void draw(int update, int firstElement) {
    int count = (int) (mask.length() / rates.length);
    for (int trial = 0; trial < rates.length; trial++) {
      float[] drawn = masks.draw(trial, update, firstElement, count, rates[trial]);
      arrays.precision().write(arrays.precision().of(drawn), mask, trial * count);
    }
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray y = arrays.zeros(x.shape());
    program.add("multiply", y, x, mask);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    program.add("multiply", dy, dy, mask);
    return dy;
  }
}
