// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * The mean or the largest of the pixels that a window sees, channel by channel. Pixels outside the
 * image do not count, as in TensorFlow. Of equal largest pixels the first gets the gradient.
 */
final class PoolingLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final boolean ofMeans;
  private final Shape in;
  private final Shape out;
  private final Windows windows;
  private final long trials;
  private final long rows;
  private INDArray input;

  private PoolingLayer(
      GraphArrays<?> arrays, boolean ofMeans, Shape in, Windows windows, long trials, long rows) {
    this.arrays = arrays;
    this.ofMeans = ofMeans;
    this.in = in;
    this.windows = windows;
    this.trials = trials;
    this.rows = rows;
    out = windows.output(in.channels());
  }

  /** Means of windows. */
  static GraphLayer average(
      GraphArrays<?> arrays, Shape in, Windows windows, long trials, long rows) {
    return Tiles.of(in, windows)
        .<GraphLayer>map(tiles -> new TilesLayer(arrays, tiles, true, trials, rows))
        .orElseGet(() -> new PoolingLayer(arrays, true, in, windows, trials, rows));
  }

  /** Largest pixels of windows. */
  static GraphLayer largest(
      GraphArrays<?> arrays, Shape in, Windows windows, long trials, long rows) {
    return new PoolingLayer(arrays, false, in, windows, trials, rows);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    return pooled(program, ofMeans ? "avgpool2d" : "maxpool2d", x);
  }

  private INDArray pooled(Program program, String name, INDArray x) {
    INDArray y = arrays.zeros(trials, rows, out.columns());
    program.add(name, arguments(), images(y, out), images(x, in));
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(trials, rows, in.columns());
    program.add(
        ofMeans ? "avgpool2d_bp" : "maxpool2d_bp",
        arguments(),
        images(dx, in),
        images(input, in),
        images(dy, out));
    return dx;
  }

  /**
   * The largest stay where they were chosen. The gradient of ones is 1 there and 0 elsewhere, so
   * the mean of the direction times that is what the chosen change by, over a window's pixels.
   */
  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    if (ofMeans) {
      return pooled(program, "avgpool2d", xTangent);
    }
    INDArray ones = arrays.zeros(trials, rows, out.columns());
    ones.assign(1);
    INDArray chosen = backward(program, ones, false, true);
    program.add("multiply", chosen, chosen, xTangent);
    INDArray tangent = pooled(program, "avgpool2d", chosen);
    program.add(new ScalarMultiplication(tangent, null, tangent, windows.kernel()));
    return tangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent == null ? null : backward(program, dyTangent, false, inputs);
  }

  private INDArray images(INDArray array, Shape image) {
    return array.reshape(trials * rows, image.height(), image.width(), image.channels());
  }

  /** Kernel, stride, padding, dilation, padded as needed, zeros not counted, channels last. */
  private long[] arguments() {
    Window down = windows.down();
    Window across = windows.across();
    boolean padded = down.padded() > down.in() || across.padded() > across.in();
    return new long[] {
      down.kernel(),
      across.kernel(),
      down.stride(),
      across.stride(),
      0,
      0,
      1,
      1,
      padded ? 1 : 0,
      0,
      1
    };
  }
}
