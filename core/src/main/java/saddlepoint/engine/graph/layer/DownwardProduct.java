// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

/** The product of an image's patches with a kernel's weights: a convolution of any stride. */
final class DownwardProduct {
  private final Patches patches;
  private final Shape out;

  DownwardProduct(
      GraphArrays<?> arrays, long trials, long rows, Shape in, Windows windows, int channels) {
    patches = new Patches(arrays, trials, rows, in, windows);
    out = windows.output(channels);
  }

  /**
   * Records the product.
   *
   * @param weights [trials, columns of a patch, channels]
   * @param y [trials, rows, columns]
   */
  void record(Program program, INDArray x, INDArray weights, INDArray y) {
    for (Patches.Chunk chunk : patches.chunks()) {
      INDArray seen = patches.record(program, x, chunk);
      INDArray made = Strided.pixels(y, out, chunk.first(), chunk.count());
      program.product(made, seen, weights);
    }
  }

  /**
   * Records the gradient of the weights, for which patches are made again: that costs a tenth of
   * the product, and no memory.
   */
  void recordWeightGradient(Program program, INDArray x, INDArray dy, INDArray ofWeights) {
    recordWeightGradient(program, x, dy, ofWeights, /* adds= */ false);
  }

  /** Records adding the gradient of the weights to what is there. */
  void addWeightGradient(Program program, INDArray x, INDArray dy, INDArray ofWeights) {
    recordWeightGradient(program, x, dy, ofWeights, /* adds= */ true);
  }

  private void recordWeightGradient(
      Program program, INDArray x, INDArray dy, INDArray ofWeights, boolean adds) {
    for (Patches.Chunk chunk : patches.chunks()) {
      INDArray seen = patches.record(program, x, chunk);
      INDArray made = Strided.pixels(dy, out, chunk.first(), chunk.count());
      if (chunk.first() == 0 && !adds) {
        program.productOfTransposed(ofWeights, seen, made);
      } else {
        program.addProductOfTransposed(ofWeights, seen, made);
      }
    }
  }
}
