// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

/**
 * y[o] = b + sum_k x[o stride - before + k] W[k] over images (cross-correlation, as TensorFlow,
 * Keras and PyTorch call convolution), with each trial's own kernel. Pixels outside the image are
 * 0. Numbers that are not finite spread to all outputs that see them.
 */
final class ConvolutionLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final Shape in;
  private final Shape out;
  private final Windows windows;
  private final long trials;
  private final long rows;
  private final DownwardProduct product;
  private INDArray input;

  /**
   * A convolution.
   *
   * @param parameters with weights [trials, (down, across, channels in), channels out]
   * @param rows images of a trial
   */
  ConvolutionLayer(
      GraphArrays<?> arrays, LayerParameters parameters, Shape in, Windows windows, long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.in = in;
    this.windows = windows;
    this.rows = rows;
    trials = parameters.trials();
    out = windows.output((int) parameters.out());
    product = new DownwardProduct(arrays, trials, rows, in, windows, out.channels());
  }

  /** The images that it makes. */
  Shape output() {
    return out;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    INDArray y = arrays.zeros(trials, rows, out.columns());
    product.record(program, x, parameters.weights(), y);
    Biases.add(arrays, program, parameters, Strided.pixels(y, out, 0, rows));
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (ofParameters) {
      product.recordWeightGradient(program, input, dy, parameters.ofWeights());
      Biases.gradient(arrays, program, parameters, Strided.pixels(dy, out, 0, rows));
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(trials, rows, in.columns());
    new TransposedProduct(arrays, trials, rows, in, windows, out.channels())
        .record(program, dy, parameters.weights(), dx);
    return dx;
  }
}
