// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * The way back through a convolution, from numbers of the small image to those of the large one. It
 * is worked out in one of two ways: each pixel of the small image times the kernel, added up where
 * patches overlap; or a convolution with the kernel turned around, which also multiplies what lies
 * outside the small image, and zeros where strides differ.
 */
final class TransposedProduct {
  /** Products of numbers in the time that adding one number of a patch to its image takes. */
  private static final int PRODUCTS_OF_A_SUM = 256;

  /**
   * Channels of the small image for each of the large one from which a convolution has narrow
   * products.
   */
  private static final int FEW = 8;

  private final GraphArrays<?> arrays;
  private final long trials;
  private final long rows;
  private final Shape large;
  private final Shape small;
  private final Windows windows;
  private final Phases down;
  private final Phases across;

  /**
   * The way back.
   *
   * @param windows of the convolution from the large image to the small one
   * @param channels of the small image
   */
  TransposedProduct(
      GraphArrays<?> arrays, long trials, long rows, Shape large, Windows windows, int channels) {
    this.arrays = arrays;
    this.trials = trials;
    this.rows = rows;
    this.large = large;
    this.windows = windows;
    small = windows.output(channels);
    down = Phases.transposed(windows.down());
    across = Phases.transposed(windows.across());
  }

  /**
   * Records the product.
   *
   * @param x [trials, rows, columns of the small image]
   * @param weights [trials, (down, across, channels of the large image), channels of the small one]
   * @param y [trials, rows, columns of the large image]
   */
  void record(Program program, INDArray x, INDArray weights, INDArray y) {
    if (isOfWholeImages()) {
      program.productWithTransposed(y, Strided.pixels(x, small, 0, rows), weights);
    } else if (addsUp()) {
      addUp(program, x, weights, y);
    } else {
      convolve(program, x, weights, y);
    }
  }

  /** Whether the small image is one pixel, which sees the large one and no zeros. */
  private boolean isOfWholeImages() {
    return windows.outputs() == 1
        && windows.down().kernel() == large.height()
        && windows.across().kernel() == large.width();
  }

  private boolean addsUp() {
    long byPatches = (long) windows.outputs() * windows.kernel();
    long byConvolution = taps(down) * taps(across);
    return large.channels() * FEW <= small.channels()
        || byConvolution * small.channels() > byPatches * (small.channels() + PRODUCTS_OF_A_SUM);
  }

  private static long taps(Phases phases) {
    return (long) phases.groups() * phases.seen() * phases.stride();
  }

  private void addUp(Program program, INDArray x, INDArray weights, INDArray y) {
    long columns = (long) windows.kernel() * large.channels();
    Map<Long, Overlaps> overlaps = new HashMap<>();
    for (Patches.Chunk chunk : Patches.chunks(rows, windows.outputs() * columns)) {
      Overlaps its =
          overlaps.computeIfAbsent(
              chunk.count(),
              count ->
                  new Overlaps(
                      arrays.zeros(trials, count * windows.outputs(), columns),
                      arrays.zeros(trials, count, large.columns())));
      program.productWithTransposed(
          its.patches, Strided.pixels(x, small, chunk.first(), chunk.count()), weights);
      addUp(program, its, trials * chunk.count());
      program.add(
          "identity",
          Strided.images(y, large, chunk.first(), chunk.count()),
          Strided.images(its.images, large, 0, chunk.count()));
    }
  }

  /** Patches of some rows, and the images that they add up to. */
  private record Overlaps(INDArray patches, INDArray images) {}

  private void addUp(Program program, Overlaps overlaps, long images) {
    Window high = windows.down();
    Window wide = windows.across();
    program.add(
        "col2im",
        new long[] {
          high.stride(),
          wide.stride(),
          high.before(),
          wide.before(),
          large.height(),
          large.width(),
          1,
          1,
          0
        },
        overlaps
            .images
            .reshape(images, large.height(), large.width(), large.channels())
            .permute(0, 3, 1, 2),
        overlaps
            .patches
            .reshape(images, high.out(), wide.out(), high.kernel(), wide.kernel(), large.channels())
            .permute(0, 5, 3, 4, 1, 2));
  }

  /** A product for every pixel of all that see it, with the kernel turned around. */
  private void convolve(Program program, INDArray x, INDArray weights, INDArray y) {
    KernelMap map =
        new KernelMap(
            arrays,
            trials,
            large.channels(),
            small.channels(),
            down.forwardWeights(),
            across.forwardWeights(),
            down.stride(),
            across.stride());
    long seen = (long) down.seen() * across.seen();
    long group = (long) down.stride() * across.stride();
    INDArray mapped = map.record(program, weights);
    INDArray turned = arrays.zeros(trials, seen * small.channels(), group * large.channels());
    program.add(
        "identity",
        turned.reshape(trials, seen, small.channels(), group, large.channels()),
        mapped
            .reshape(trials, seen, group, large.channels(), small.channels())
            .permute(0, 1, 4, 2, 3));
    new UpwardProduct(arrays, trials, rows, small.channels(), down, across, large.channels())
        .record(program, x, turned, y);
  }
}
