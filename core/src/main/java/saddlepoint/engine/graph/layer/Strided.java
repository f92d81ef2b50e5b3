// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import saddlepoint.recipe.Shape;

/**
 * Views told by their strides, which never copy. ND4J runs through views of at most five dimensions
 * quickly; with a sixth, copying one takes ten times as long.
 */
final class Strided {
  private Strided() {}

  /**
   * A view, the parts of which may overlap.
   *
   * @param from elements between the array's first and the view's
   */
  static INDArray of(INDArray array, long from, long[] shape, long[] strides) {
    return Nd4j.create(array.data(), shape, strides, array.offset() + from, 'c');
  }

  /**
   * Images of some rows of every trial.
   *
   * @param array [trials, rows, columns], or a view of one whose columns stand side by side
   * @return [trials, count, height, width channels]
   */
  static INDArray images(INDArray array, Shape image, long first, long count) {
    return of(
        array,
        first * array.stride(1),
        new long[] {array.size(0), count, image.height(), image.line()},
        new long[] {array.stride(0), array.stride(1), image.line(), 1});
  }

  /**
   * Pixels of some rows of every trial.
   *
   * @param array [trials, rows, columns], without gaps between rows
   * @return [trials, count pixels, channels]
   */
  static INDArray pixels(INDArray array, Shape image, long first, long count) {
    return of(
        array,
        first * image.columns(),
        new long[] {array.size(0), count * image.pixels(), image.channels()},
        new long[] {array.stride(0), image.channels(), 1});
  }
}
