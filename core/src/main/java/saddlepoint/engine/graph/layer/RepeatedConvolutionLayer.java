// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

/**
 * The convolution of stride 1 of an image with repeated pixels, with each trial's own kernel: with
 * a kernel of 5 and twice as many pixels a side, 9 products of numbers for each pixel out instead
 * of 25. Pixels outside the image are 0. Numbers that are not finite spread to all outputs of the
 * groups that see them, even where the weight between is 0.
 */
final class RepeatedConvolutionLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LayerParameters parameters;
  private final Shape in;
  private final Shape out;
  private final Phases down;
  private final Phases across;
  private final long trials;
  private final long rows;
  private final UpwardProduct product;
  private final KernelMap map;
  private INDArray input;
  private INDArray wide;
  private INDArray gradient;
  private INDArray inputTangent;

  /**
   * A convolution after each pixel was repeated.
   *
   * @param parameters with weights [trials, (down, across, channels in), channels out]
   * @param in the small image
   * @param times that each pixel stands in each direction
   * @param windows over the image with repeated pixels
   * @param rows images of a trial
   */
  RepeatedConvolutionLayer(
      GraphArrays<?> arrays,
      LayerParameters parameters,
      Shape in,
      int times,
      Windows windows,
      long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.in = in;
    this.rows = rows;
    down = Phases.repeated(in.height(), times, windows.down());
    across = Phases.repeated(in.width(), times, windows.across());
    trials = parameters.trials();
    out = new Shape((int) parameters.out(), down.out(), across.out());
    product = new UpwardProduct(arrays, trials, rows, in.channels(), down, across, out.channels());
    map =
        new KernelMap(
            arrays,
            trials,
            in.channels(),
            out.channels(),
            down.forwardWeights(),
            across.forwardWeights(),
            down.stride(),
            across.stride());
  }

  /** The images that it makes. */
  Shape output() {
    return out;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    INDArray mapped = map.record(program, parameters.weights());
    wide = wide();
    program.add("identity", wide.reshape(wideShape()), inOrder(mapped));
    INDArray y = product(program, x);
    Biases.add(arrays, program, parameters, Strided.pixels(y, out, 0, rows));
    return y;
  }

  private INDArray product(Program program, INDArray x) {
    INDArray y = arrays.zeros(trials, rows, out.columns());
    product.record(program, x, wide, y);
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    gradient = dy;
    if (ofParameters) {
      INDArray ofWide = wide();
      product.recordWeightGradient(program, input, dy, ofWide);
      weightGradient(program, ofWide);
      Biases.gradient(arrays, program, parameters, Strided.pixels(dy, out, 0, rows));
    }
    return ofInputs ? inputGradient(program, dy) : null;
  }

  private void weightGradient(Program program, INDArray ofWide) {
    INDArray ofMapped = arrays.zeros(trials, seen() * group(), in.channels(), out.channels());
    program.add("identity", inOrder(ofMapped), ofWide.reshape(wideShape()));
    map.recordGradient(program, ofMapped, parameters.ofWeights());
  }

  private INDArray inputGradient(Program program, INDArray dy) {
    KernelMap back =
        new KernelMap(
            arrays,
            trials,
            in.channels(),
            out.channels(),
            down.backwardWeights(),
            across.backwardWeights(),
            1,
            1);
    Windows windows = new Windows(down.backward(), across.backward());
    INDArray mapped = back.record(program, parameters.weights());
    INDArray turned = arrays.zeros(trials, (long) windows.kernel() * out.channels(), in.channels());
    program.add(
        "identity",
        turned.reshape(trials, windows.kernel(), out.channels(), in.channels()),
        mapped.permute(0, 1, 3, 2));
    INDArray dx = arrays.zeros(trials, rows, in.columns());
    new DownwardProduct(arrays, trials, rows, out, windows, in.channels())
        .record(program, dy, turned, dx);
    return dx;
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    inputTangent = xTangent;
    return product(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    INDArray ofWide = wide();
    product.recordWeightGradient(program, inputTangent, gradient, ofWide);
    if (dyTangent != null) {
      product.addWeightGradient(program, input, dyTangent, ofWide);
      Biases.gradient(arrays, program, parameters, Strided.pixels(dyTangent, out, 0, rows));
    }
    weightGradient(program, ofWide);
    return dyTangent != null && inputs ? inputGradient(program, dyTangent) : null;
  }

  private long seen() {
    return (long) down.seen() * across.seen();
  }

  private long group() {
    return (long) down.stride() * across.stride();
  }

  /** [trials, columns of a patch, all channels of a group]. */
  private INDArray wide() {
    return arrays.zeros(trials, seen() * in.channels(), group() * out.channels());
  }

  private long[] wideShape() {
    return new long[] {trials, seen(), in.channels(), group(), out.channels()};
  }

  /** Mapped weights in the order of {@link #wide}. */
  private INDArray inOrder(INDArray mapped) {
    return mapped
        .reshape(trials, seen(), group(), in.channels(), out.channels())
        .permute(0, 1, 3, 2, 4);
  }
}
