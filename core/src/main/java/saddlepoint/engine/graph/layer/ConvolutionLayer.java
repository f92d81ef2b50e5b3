// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * y[o] = b + sum_k x[o stride - before + k] W[k] over images (cross-correlation, as TensorFlow,
 * Keras and PyTorch call convolution), with each trial's own kernel. Pixels outside the image are
 * 0. Numbers that are not finite spread to all outputs that see them.
 */
final class ConvolutionLayer implements GraphLayer {
  /** Channels out for each channel in from which adding up patches is faster than a product. */
  private static final int FEW = 8;

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
    if (isOfWholeImages()) {
      INDArray its = Strided.pixels(dy, out, 0, rows);
      program.productWithTransposed(dx, its, parameters.weights());
    } else if (in.channels() * FEW <= out.channels()) {
      addUp(program, dy, dx);
    } else {
      transposed(program, dy, dx);
    }
    return dx;
  }

  /** Whether one output sees the image and no zeros, as in a dense layer. */
  private boolean isOfWholeImages() {
    return windows.outputs() == 1
        && windows.down().kernel() == in.height()
        && windows.across().kernel() == in.width();
  }

  /** A product for every input of all outputs that see it, with the kernel turned around. */
  private void transposed(Program program, INDArray dy, INDArray dx) {
    Phases down = Phases.transposed(windows.down());
    Phases across = Phases.transposed(windows.across());
    KernelMap map =
        new KernelMap(
            arrays,
            trials,
            in.channels(),
            out.channels(),
            down.forwardWeights(),
            across.forwardWeights(),
            down.stride(),
            across.stride());
    long seen = (long) down.seen() * across.seen();
    long group = (long) down.stride() * across.stride();
    INDArray mapped = map.record(program, parameters.weights());
    INDArray turned = arrays.zeros(trials, seen * out.channels(), group * in.channels());
    program.add(
        "identity",
        turned.reshape(trials, seen, out.channels(), group, in.channels()),
        mapped.reshape(trials, seen, group, in.channels(), out.channels()).permute(0, 1, 4, 2, 3));
    new UpwardProduct(arrays, trials, rows, out.channels(), down, across, in.channels())
        .record(program, dy, turned, dx);
  }

  /** The gradients of all patches, added up where these overlap. */
  private void addUp(Program program, INDArray dy, INDArray dx) {
    Window down = windows.down();
    Window across = windows.across();
    long images = trials * rows;
    INDArray ofPatches =
        arrays.zeros(trials, rows * windows.outputs(), (long) windows.kernel() * in.channels());
    program.productWithTransposed(
        ofPatches, Strided.pixels(dy, out, 0, rows), parameters.weights());
    program.add(
        "col2im",
        new long[] {
          down.stride(),
          across.stride(),
          down.before(),
          across.before(),
          in.height(),
          in.width(),
          1,
          1,
          0
        },
        dx.reshape(images, in.height(), in.width(), in.channels()).permute(0, 3, 1, 2),
        ofPatches
            .reshape(
                images, down.out(), across.out(), down.kernel(), across.kernel(), in.channels())
            .permute(0, 5, 3, 4, 1, 2));
  }
}
