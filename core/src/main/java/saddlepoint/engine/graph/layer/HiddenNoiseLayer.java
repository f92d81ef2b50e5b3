// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * Noise on a hidden layer, see {@link saddlepoint.recipe.HiddenNoise}, drawn on the host.
 *
 * @param <A> an array of numbers of the JVM
 */
final class HiddenNoiseLayer<A> implements GraphLayer {
  private final GraphArrays<A> arrays;
  private final double[] deviations;
  private final int before;
  private final int columns;
  private final INDArray noise;
  private final float[] drawn;

  /**
   * A layer of a training pass.
   *
   * @param deviations one a trial
   * @param before columns of the layers with noise before this one
   * @param rows of a trial's pass
   * @param columns of a row
   */
  HiddenNoiseLayer(GraphArrays<A> arrays, double[] deviations, int before, int rows, int columns) {
    this.arrays = arrays;
    this.deviations = deviations.clone();
    this.before = before;
    this.columns = columns;
    noise = arrays.zeros(deviations.length, rows, columns);
    drawn = new float[rows * columns];
  }

  @Override
  public void draw(DropoutDraw draw) {
    A zero = arrays.precision().allocate(drawn.length);
    for (int trial = 0; trial < deviations.length; trial++) {
      draw.noise(trial, before, columns, drawn);
      A its = arrays.precision().perturbed(zero, deviations[trial], drawn);
      arrays.precision().write(its, noise, trial * drawn.length);
    }
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray y = arrays.zeros(x.shape());
    program.add("add", y, x, noise);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    return dy;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return xTangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent;
  }
}
