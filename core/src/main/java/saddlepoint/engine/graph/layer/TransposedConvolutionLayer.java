// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

/**
 * {@code y[i stride - before + k] += x[i] W[k]}: the way back through a convolution from the large
 * image to the small one, with each trial's own kernel; so its own way back is that convolution.
 */
final class TransposedConvolutionLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final Shape in;
  private final Shape out;
  private final Windows windows;
  private final long trials;
  private final long rows;
  private final DownwardProduct convolution;
  private final TransposedProduct product;
  private INDArray input;
  private INDArray turned;
  private INDArray gradient;
  private INDArray inputTangent;

  /**
   * A transposed convolution.
   *
   * @param parameters with weights [trials, (down, across, channels in), channels out]
   * @param in the small image
   * @param windows of the convolution from the large image to the small one
   * @param rows images of a trial
   */
  TransposedConvolutionLayer(
      GraphArrays<?> arrays, LayerParameters parameters, Shape in, Windows windows, long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.in = in;
    this.windows = windows;
    this.rows = rows;
    trials = parameters.trials();
    out = new Shape((int) parameters.out(), windows.down().in(), windows.across().in());
    convolution = new DownwardProduct(arrays, trials, rows, out, windows, in.channels());
    product = new TransposedProduct(arrays, trials, rows, out, windows, in.channels());
  }

  /** The images that it makes. */
  Shape output() {
    return out;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    turned = ofConvolution();
    program.add("identity", turnedBack(turned), inOrder(parameters.weights()));
    INDArray y = product(program, x);
    Biases.add(arrays, program, parameters, Strided.pixels(y, out, 0, rows));
    return y;
  }

  private INDArray product(Program program, INDArray x) {
    INDArray y = arrays.zeros(trials, rows, out.columns());
    product.record(program, x, turned, y);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      INDArray ofTurned = ofConvolution();
      convolution.recordWeightGradient(program, dy, input, ofTurned);
      program.add("identity", inOrder(parameters.ofWeights()), turnedBack(ofTurned));
      Biases.gradient(arrays, program, parameters, Strided.pixels(dy, out, 0, rows));
    }
    return ofInputs ? inputGradient(program, dy) : null;
  }

  private INDArray inputGradient(Program program, INDArray dy) {
    INDArray dx = arrays.zeros(trials, rows, in.columns());
    convolution.record(program, dy, turned, dx);
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = xTangent;
    return product(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    INDArray ofTurned = ofConvolution();
    convolution.recordWeightGradient(program, gradient, inputTangent, ofTurned);
    if (dyTangent != null) {
      convolution.addWeightGradient(program, dyTangent, input, ofTurned);
      Biases.gradient(arrays, program, parameters, Strided.pixels(dyTangent, out, 0, rows));
    }
    program.add("identity", inOrder(parameters.ofWeights()), turnedBack(ofTurned));
    return dyTangent != null && inputs ? inputGradient(program, dyTangent) : null;
  }

  /** The convolution's weights: [trials, (down, across, channels out), channels in]. */
  private INDArray ofConvolution() {
    return arrays.zeros(trials, (long) windows.kernel() * out.channels(), in.channels());
  }

  private INDArray turnedBack(INDArray weights) {
    return weights
        .reshape(trials, windows.kernel(), out.channels(), in.channels())
        .permute(0, 1, 3, 2);
  }

  private INDArray inOrder(INDArray weights) {
    return Strided.of(
        weights,
        0,
        new long[] {trials, windows.kernel(), in.channels(), out.channels()},
        new long[] {weights.stride(0), (long) in.channels() * out.channels(), out.channels(), 1});
  }
}
