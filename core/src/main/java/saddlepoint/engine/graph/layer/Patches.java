// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * What every output of a kernel sees, side by side, so that a convolution is a product of matrices
 * with each trial's own weights. Patches are made of some rows at a time, in arrays that fit a
 * cache and are used again: they hold each pixel as often as it is seen. How many rows does not
 * depend on the number of trials, so neither does the number of operations.
 */
final class Patches {
  /** Numbers of a trial's patches at a time: 4 MB in single precision. */
  private static final long NUMBERS = 1 << 20;

  private final GraphArrays<?> arrays;
  private final long trials;
  private final long rows;
  private final Shape image;
  private final Windows windows;
  private final Map<Long, Buffers> buffers = new HashMap<>();

  /** Zeros around images, and patches; for one number of rows. */
  private record Buffers(INDArray padded, INDArray patches) {}

  /**
   * Some rows of every trial.
   *
   * @param first row
   * @param count of rows
   */
  record Chunk(long first, long count) {}

  Patches(GraphArrays<?> arrays, long trials, long rows, Shape image, Windows windows) {
    this.arrays = arrays;
    this.trials = trials;
    this.rows = rows;
    this.image = image;
    this.windows = windows;
  }

  /** Numbers of a patch: down, across, channels. */
  long columns() {
    return (long) windows.kernel() * image.channels();
  }

  /** All rows, in parts that are recorded one after the other. */
  List<Chunk> chunks() {
    return chunks(rows, windows.outputs() * columns());
  }

  /**
   * Rows in parts, the patches of which fit a cache.
   *
   * @param numbers of a row's patches
   */
  static List<Chunk> chunks(long rows, long numbers) {
    long count = Math.max(1, Math.min(rows, NUMBERS / numbers));
    List<Chunk> chunks = new ArrayList<>();
    for (long first = 0; first < rows; first += count) {
      chunks.add(new Chunk(first, Math.min(count, rows - first)));
    }
    return chunks;
  }

  /**
   * Records making the patches of some rows.
   *
   * @param x [trials, rows, columns]
   * @return [trials, outputs of all rows of the chunk, columns of a patch], overwritten by the next
   *     chunk
   */
  INDArray record(Program program, INDArray x, Chunk chunk) {
    Buffers its = buffers.computeIfAbsent(chunk.count(), this::allocate);
    Window down = windows.down();
    Window across = windows.across();
    int channels = image.channels();
    long line = (long) width() * channels;
    long area = height() * line;
    program.add(
        "identity",
        Strided.of(
            its.padded,
            down.before() * line + (long) across.before() * channels,
            new long[] {trials, chunk.count(), image.height(), image.line()},
            new long[] {chunk.count() * area, area, line, 1}),
        Strided.images(x, image, chunk.first(), chunk.count()));
    long run = (long) across.kernel() * channels;
    long[] shape = {
      trials * chunk.count(), down.out(), across.out(), down.kernel(), run,
    };
    program.add(
        "identity",
        its.patches.reshape(shape),
        Strided.of(
            its.padded,
            0,
            shape,
            new long[] {area, down.stride() * line, (long) across.stride() * channels, line, 1}));
    return its.patches;
  }

  private Buffers allocate(long count) {
    return new Buffers(
        arrays.zeros(trials, count, height(), (long) width() * image.channels()),
        arrays.zeros(trials, count * windows.outputs(), columns()));
  }

  /** With zeros, and with pixels at the end that no output sees. */
  private int height() {
    return Math.max(windows.down().padded(), windows.down().before() + image.height());
  }

  private int width() {
    return Math.max(windows.across().padded(), windows.across().before() + image.width());
  }
}
