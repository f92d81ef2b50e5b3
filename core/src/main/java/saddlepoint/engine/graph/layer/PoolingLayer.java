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
    INDArray y = arrays.zeros(trials, rows, out.columns());
    program.add(ofMeans ? "avgpool2d" : "maxpool2d", arguments(), images(y, out), images(x, in));
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
