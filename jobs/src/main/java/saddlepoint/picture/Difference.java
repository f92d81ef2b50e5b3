// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a frame differs from the one before it.
 *
 * @param frame the new one
 * @param before the one before, or null for the first
 * @param left edge of the rectangle that holds all differences
 * @param top edge of it
 * @param width of it, at least 1
 * @param height of it, at least 1
 */
record Difference(
    BufferedImage frame, BufferedImage before, int left, int top, int width, int height) {
  /** The index of pixels that stay as they are shown. */
  static final int UNCHANGED = 0;

  /** What a GIF's palette has, without the one that is transparent. */
  private static final int COLORS = 255;

  /** Of those, how many are kept for the most frequent. */
  private static final int EXACT = 64;

  private static final int BITS = 8;
  private static final int CHANNEL = 0xFF;

  static Difference of(BufferedImage before, BufferedImage frame) {
    if (before == null) {
      return new Difference(frame, null, 0, 0, frame.getWidth(), frame.getHeight());
    }
    int left = frame.getWidth();
    int right = -1;
    int top = frame.getHeight();
    int bottom = -1;
    for (int y = 0; y < frame.getHeight(); y++) {
      for (int x = 0; x < frame.getWidth(); x++) {
        if (before.getRGB(x, y) != frame.getRGB(x, y)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return right < 0
        ? new Difference(frame, before, 0, 0, 1, 1)
        : new Difference(frame, before, left, top, right - left + 1, bottom - top + 1);
  }

  /** The rectangle with a palette. What does not differ is transparent. */
  BufferedImage indexed() {
    int[] pixels = frame.getRGB(left, top, width, height, null, 0, width);
    boolean[] stays = new boolean[pixels.length];
    if (before != null) {
      int[] shown = before.getRGB(left, top, width, height, null, 0, width);
      for (int i = 0; i < pixels.length; i++) {
        stays[i] = pixels[i] == shown[i];
      }
    }
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < pixels.length; i++) {
      if (!stays[i]) {
        counts.merge(pixels[i], 1, Integer::sum);
      }
    }
    Map<Integer, Integer> reduced = reduced(counts);
    int[] palette = reduced.values().stream().mapToInt(Integer::intValue).distinct().toArray();
    Map<Integer, Integer> indices = new HashMap<>();
    for (int color : palette) {
      indices.put(color, UNCHANGED + 1 + indices.size());
    }
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    for (int i = 0; i < pixels.length; i++) {
      int index = stays[i] ? UNCHANGED : indices.get(reduced.get(pixels[i]));
      image.getRaster().setSample(i % width, i / width, 0, index);
    }
    return image;
  }

  /**
   * What each colour becomes, so that a palette holds them all. The most frequent ones, of lines
   * and ground, stay as they are. The others, of the edges of lines and letters, become the most
   * frequent of those that agree with them in as many upper bits as a palette allows.
   *
   * @param counts pixels by colour
   */
  private static Map<Integer, Integer> reduced(Map<Integer, Integer> counts) {
    List<Integer> byCount =
        counts.keySet().stream()
            .sorted(
                Comparator.<Integer>comparingInt(counts::get)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<Integer, Integer> reduced = new LinkedHashMap<>();
    byCount.stream().limit(EXACT).forEach(color -> reduced.put(color, color));
    List<Integer> others = byCount.subList(reduced.size(), byCount.size());
    int mask = mask(others);
    Map<Integer, Integer> frequent = new HashMap<>();
    for (int color : others) {
      reduced.put(color, frequent.computeIfAbsent(color & mask, upper -> color));
    }
    return reduced;
  }

  private static int mask(List<Integer> colors) {
    for (int lower = 0; lower < BITS; lower++) {
      int channel = CHANNEL << lower & CHANNEL;
      int mask = channel << 2 * BITS | channel << BITS | channel;
      if (colors.stream().map(color -> color & mask).distinct().count() <= COLORS - EXACT) {
        return mask;
      }
    }
    return 0;
  }

  private static IndexColorModel model(int[] palette) {
    int[] all = new int[palette.length + 1];
    System.arraycopy(palette, 0, all, 1, palette.length);
    byte[] red = channel(all, 2 * BITS);
    byte[] green = channel(all, BITS);
    byte[] blue = channel(all, 0);
    return new IndexColorModel(BITS, all.length, red, green, blue, UNCHANGED);
  }

  private static byte[] channel(int[] colors, int shift) {
    byte[] channel = new byte[colors.length];
    for (int i = 0; i < colors.length; i++) {
      channel[i] = (byte) (colors[i] >>> shift);
    }
    return channel;
  }
}
