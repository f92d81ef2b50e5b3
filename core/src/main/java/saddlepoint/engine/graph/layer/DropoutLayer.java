// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Dropout, see {@link saddlepoint.recipe.Dropout}. Masks are drawn on the host from the product's
 * own streams, so that they are the same on every engine and device.
 *
 * @param <A> an array of numbers of the JVM
 */
final class DropoutLayer<A> implements GraphLayer {
  private final GraphArrays<A> arrays;
  private final double[] rates;
  private final int before;
  private final int columns;
  private final INDArray mask;
  private final float[] drawn;

  /**
   * A layer of a pass in which it drops.
   *
   * @param rates chance that a number is dropped, one a trial, in [0, 1)
   * @param before columns of the layers with dropout before this one
   * @param rows of a trial's pass
   * @param columns of a row
   */
  DropoutLayer(GraphArrays<A> arrays, double[] rates, int before, int rows, int columns) {
    this.arrays = arrays;
    this.rates = rates.clone();
    this.before = before;
    this.columns = columns;
    mask = arrays.zeros(rates.length, rows, columns);
    drawn = new float[rows * columns];
  }

  @Override
  public void draw(DropoutDraw draw) {
    for (int trial = 0; trial < rates.length; trial++) {
      draw.draw(trial, before, columns, rates[trial], drawn);
      arrays.precision().write(arrays.precision().of(drawn), mask, trial * drawn.length);
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

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return forward(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent == null ? null : backward(program, dyTangent, false, inputs);
  }
}
