// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/**
 * {@code y[i stride - before + k] += x[i] W[k]}, with b added: the way back through the convolution
 * from the large image to the small one. W has the shape [(down, across, channels in), channels
 * out], in and out being those of this layer.
 *
 * @param input the small image
 * @param windows of the convolution from the large image to the small one
 * @param filters channels of the large image
 * @param initializer whose fans are those of a kernel: its pixels times the channels
 */
public record TransposedConvolution(
    Shape input, Windows windows, int filters, InitializerKind initializer, double scale)
    implements Layer.InOwnFile {
  /**
   * Checks that the windows make the small image.
   *
   * @throws IllegalArgumentException if they make another one
   */
  public TransposedConvolution {
    Shape made = windows.output(input.channels());
    if (!made.equals(input)) {
      throw new IllegalArgumentException(
          "the windows must make " + input.text() + " of the large image, and make " + made.text());
    }
  }

  /** Keras's "same": the image grows by the stride. */
  public static TransposedConvolution same(
      Shape input, int kernel, int stride, int filters, InitializerKind initializer, double scale) {
    Shape large = new Shape(filters, input.height() * stride, input.width() * stride);
    return new TransposedConvolution(
        input, Windows.same(large, kernel, stride), filters, initializer, scale);
  }

  /** Keras's "valid" with stride 1: the image grows by the kernel less 1. */
  public static TransposedConvolution valid(
      Shape input, int kernel, int filters, InitializerKind initializer, double scale) {
    Shape large = new Shape(filters, input.height() + kernel - 1, input.width() + kernel - 1);
    return new TransposedConvolution(
        input, Windows.valid(large, kernel, 1), filters, initializer, scale);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.transposedConvolution(this);
  }

  @Override
  public Shape output() {
    return new Shape(filters, windows.down().in(), windows.across().in());
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

  @Override
  public double multiplyAdds(int batch) {
    return (double) input.columns() * windows.kernel() * filters;
  }
}
