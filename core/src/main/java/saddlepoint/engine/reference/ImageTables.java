// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.TransposedConvolution;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/**
 * Which numbers of an image each output of a layer sees, as indices into a row: so a convolution is
 * a gathering and a dense layer, and its way back a dense layer and an adding up.
 */
final class ImageTables {
  private static final int NONE = -1;

  private ImageTables() {}

  /** For each output pixel, each pixel of the kernel and each channel: the number seen, or none. */
  static int[] of(Convolution layer) {
    Window down = layer.windows().down();
    Window across = layer.windows().across();
    return patches(
        layer.input(),
        layer.output(),
        layer.windows(),
        (y, k) -> inside(y * down.stride() - down.before() + k, down.in(), layer.repeats()),
        (x, k) -> inside(x * across.stride() - across.before() + k, across.in(), layer.repeats()));
  }

  /**
   * The same of a transposed convolution: output o sees input i where o = i stride - before + k.
   */
  static int[] of(TransposedConvolution layer) {
    Window down = layer.windows().down();
    Window across = layer.windows().across();
    return patches(
        layer.input(),
        layer.output(),
        layer.windows(),
        (y, k) -> whole(y + down.before() - k, down),
        (x, k) -> whole(x + across.before() - k, across));
  }

  /** For each output, each pixel of its square. */
  static int[] of(Pooling layer) {
    Shape in = layer.input();
    Shape out = layer.output();
    int side = layer.side();
    int[] table = new int[out.columns() * side * side];
    int at = 0;
    for (int output = 0; output < out.columns(); output++) {
      int channel = output % out.channels();
      int pixel = output / out.channels();
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int line = pixel / out.width() * side + y;
          int column = pixel % out.width() * side + x;
          table[at++] = line * in.line() + column * in.channels() + channel;
        }
      }
    }
    return table;
  }

  /** Where the columns of an image go that gets planes of labels. */
  static int[] of(LabelPlanes layer) {
    int channels = layer.image().channels();
    int[] table = new int[layer.in()];
    for (int i = 0; i < layer.image().columns(); i++) {
      table[i] = i / channels * (channels + layer.classes()) + i % channels;
    }
    table[layer.image().columns()] = NONE;
    return table;
  }

  /** Which pixel of a side an output sees through a pixel of the kernel, or none. */
  private interface Seen {
    int of(int output, int tap);
  }

  private static int inside(int pixel, int in, int repeats) {
    return pixel < 0 || pixel >= in ? NONE : pixel / repeats;
  }

  private static int whole(int distance, Window side) {
    int pixel = Math.floorDiv(distance, side.stride());
    boolean isWhole = Math.floorMod(distance, side.stride()) == 0;
    return isWhole && pixel >= 0 && pixel < side.out() ? pixel : NONE;
  }

  private static int[] patches(Shape in, Shape out, Windows windows, Seen down, Seen across) {
    int[] table = new int[out.pixels() * windows.kernel() * in.channels()];
    int at = 0;
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        for (int ky = 0; ky < windows.down().kernel(); ky++) {
          for (int kx = 0; kx < windows.across().kernel(); kx++) {
            int line = down.of(y, ky);
            int column = across.of(x, kx);
            for (int channel = 0; channel < in.channels(); channel++) {
              table[at++] =
                  line == NONE || column == NONE
                      ? NONE
                      : line * in.line() + column * in.channels() + channel;
            }
          }
        }
      }
    }
    return table;
  }
}
