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
  private INDArray gradient;
  private INDArray inputTangent;

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
    INDArray y = product(program, x);
    Biases.add(arrays, program, parameters, Strided.pixels(y, out, 0, rows));
    return y;
  }

  private INDArray product(Program program, INDArray x) {
    INDArray y = arrays.zeros(trials, rows, out.columns());
    product.record(program, x, parameters.weights(), y);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      product.recordWeightGradient(program, input, dy, parameters.ofWeights());
      Biases.gradient(arrays, program, parameters, Strided.pixels(dy, out, 0, rows));
    }
    return ofInputs ? inputGradient(program, dy) : null;
  }

  private INDArray inputGradient(Program program, INDArray dy) {
    INDArray dx = arrays.zeros(trials, rows, in.columns());
    new TransposedProduct(arrays, trials, rows, in, windows, out.channels())
        .record(program, dy, parameters.weights(), dx);
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = xTangent;
    return product(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    product.recordWeightGradient(program, inputTangent, gradient, parameters.ofWeights());
    if (dyTangent == null) {
      return null;
    }
    product.addWeightGradient(program, input, dyTangent, parameters.ofWeights());
    Biases.gradient(arrays, program, parameters, Strided.pixels(dyTangent, out, 0, rows));
    return inputs ? inputGradient(program, dyTangent) : null;
  }
}
