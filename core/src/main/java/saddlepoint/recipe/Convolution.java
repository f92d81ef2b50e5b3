// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Locale;

/**
 * y[o] = b + sum_k x[o stride - before + k] W[k] over an image (cross-correlation, as TensorFlow,
 * Keras and PyTorch call convolution), perhaps after each pixel was repeated. Pixels outside the
 * image are 0. W has the shape [(down, across, channels in), channels out].
 *
 * @param repeats how often each pixel stands in each direction (nearest upsampling); 1 is as it is
 * @param windows of the kernel over the image with repeated pixels; of stride 1 if there are any
 * @param filters channels of the output
 * @param initializer whose fans are those of a kernel: its pixels times the channels
 */
public record Convolution(
    Shape input,
    int repeats,
    Windows windows,
    int filters,
    InitializerKind initializer,
    double scale)
    implements Layer.InOwnFile {
  /**
   * Checks that the windows are over the image.
   *
   * @throws IllegalArgumentException if they are over another one
   */
  public Convolution {
    boolean fit =
        windows.down().in() == input.height() * repeats
            && windows.across().in() == input.width() * repeats;
    boolean strides = windows.down().stride() != 1 || windows.across().stride() != 1;
    if (!fit || repeats > 1 && strides) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s with each pixel repeated %d times is not what %s sees",
              input.text(),
              repeats,
              windows));
    }
  }

  /** A convolution of an image as it is. */
  public static Convolution of(
      Shape input, Windows windows, int filters, InitializerKind initializer, double scale) {
    return new Convolution(input, 1, windows, filters, initializer, scale);
  }

  /** A convolution of stride 1 that keeps the sides of an image with repeated pixels. */
  public static Convolution upsampled(
      Shape input,
      int repeats,
      int kernel,
      int filters,
      InitializerKind initializer,
      double scale) {
    Shape large = new Shape(input.channels(), input.height() * repeats, input.width() * repeats);
    return new Convolution(
        input, repeats, Windows.same(large, kernel, 1), filters, initializer, scale);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.convolution(this);
  }

  @Override
  public Shape output() {
    return windows.output(filters);
  }

  @Override
  public Weights weights() {
    return new Weights(windows.kernel() * input.channels(), filters, true);
  }

  @Override
  public double[] coefficients() {
    return new double[0];
  }

  @Override
  public boolean comparesRows() {
    return false;
  }

  /** Weights of copies of one pixel are added up first, so each pixel counts once. */
  @Override
  public double multiplyAdds(int batch) {
    double seen = (double) seen(windows.down()) * seen(windows.across());
    return windows.outputs() * seen * input.channels() * filters;
  }

  private int seen(Window side) {
    return (side.kernel() - 1 + repeats - 1) / repeats + 1;
  }
}
