// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of a picture.
 *
 * @param width in pixels, {@value #LEAST} to {@value #MOST}
 * @param height likewise
 */
public record Size(int width, int height) {
  /** The least width and height at which texts can be read. */
  public static final int LEAST = 200;

  /** The greatest width and height. */
  public static final int MOST = 4000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if width or height is out of it
   */
  public Size {
    if (width < LEAST || width > MOST || height < LEAST || height > MOST) {
      throw new IllegalArgumentException(
          "must be WIDTHxHEIGHT in pixels, each "
              + LEAST
              + " to "
              + MOST
              + ", got "
              + width
              + "x"
              + height);
    }
  }

  /**
   * Reads a size.
   *
   * @param text for example {@code 600x400}
   * @throws IllegalArgumentException if it is no size
   */
  public static Size of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be WIDTHxHEIGHT in pixels, for example 600x400, got \"" + text + "\"");
    }
    return new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
