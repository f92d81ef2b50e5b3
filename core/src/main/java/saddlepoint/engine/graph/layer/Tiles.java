// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * Pixels of a large image that belong to one pixel of a small one.
 *
 * @param large image
 * @param down pixels of a tile
 * @param across pixels of a tile
 */
record Tiles(Shape large, int down, int across) {
  /** The tiles that windows are, if they cover the image and do not overlap. */
  static Optional<Tiles> of(Shape in, Windows windows) {
    boolean are = isTiling(windows.down()) && isTiling(windows.across());
    return are
        ? Optional.of(new Tiles(in, windows.down().kernel(), windows.across().kernel()))
        : Optional.empty();
  }

  private static boolean isTiling(Window window) {
    return window.kernel() == window.stride() && window.in() == window.out() * window.kernel();
  }

  Shape small() {
    return new Shape(large.channels(), large.height() / down, large.width() / across);
  }

  /** Pixels of a tile. */
  int pixels() {
    return down * across;
  }

  /** The same pixel of every tile, for each pixel: [images lines, pixels of a line, channels]. */
  List<INDArray> parts(INDArray images) {
    List<INDArray> parts = new ArrayList<>();
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        parts.add(
            Strided.of(
                images,
                (long) y * large.line() + (long) x * large.channels(),
                new long[] {lines(images), small().width(), large.channels()},
                new long[] {(long) down * large.line(), (long) across * large.channels(), 1}));
      }
    }
    return parts;
  }

  /** Large images: [lines of tiles, down, tiles of a line, across, channels]. */
  INDArray inTiles(INDArray images) {
    return images.reshape(lines(images), down, small().width(), across, large.channels());
  }

  /** Small images, each pixel seen as a whole tile. */
  INDArray repeated(INDArray small) {
    long line = small().line();
    return Strided.of(
        small,
        0,
        new long[] {small.length() / line, down, small().width(), across, large.channels()},
        new long[] {line, 0, large.channels(), 0, 1});
  }

  private long lines(INDArray images) {
    return images.length() / large.line() / down;
  }
}
