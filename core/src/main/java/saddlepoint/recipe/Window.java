// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a kernel sees of one side of an image: output o sees inputs {@code o stride - before + k}
 * for k in [0, kernel), which are 0 outside the image.
 *
 * @param in length of the input's side
 * @param out length of the output's side
 * @param kernel inputs that an output sees, at least 1
 * @param stride inputs between two outputs, at least 1
 * @param before zeros before the first input, at least 0
 */
public record Window(int in, int out, int kernel, int stride, int before) implements Serializable {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range, as where a kernel is larger than the
   *     image that it stays in
   */
  public Window {
    if (in < 1 || out < 1 || kernel < 1 || stride < 1 || before < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a kernel of %d with stride %d and %d zeros before makes %d outputs of %d inputs",
              kernel,
              stride,
              before,
              out,
              in));
    }
  }

  /** Outputs that see no input outside the image. */
  public static Window valid(int in, int kernel, int stride) {
    return new Window(in, Math.floorDiv(in - kernel, stride) + 1, kernel, stride, 0);
  }

  /** One output for each stride begun, as TensorFlow and Keras pad: an odd zero goes to the end. */
  public static Window same(int in, int kernel, int stride) {
    int out = (in + stride - 1) / stride;
    int zeros = Math.max(0, (out - 1) * stride + kernel - in);
    return new Window(in, out, kernel, stride, zeros / 2);
  }

  /** Length of the input's side with all zeros that a kernel sees, before it and after. */
  public int padded() {
    return (out - 1) * stride + kernel;
  }
}
