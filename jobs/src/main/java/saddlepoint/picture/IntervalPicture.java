// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Figures with their intervals, one below the other: a dot and a bar each. The axis is logarithmic
 * where everything is above 0 and spans a decade. What is infinite goes on to the edge.
 */
public final class IntervalPicture implements Drawable {
  /** The most that one picture has room for. */
  public static final int MOST = 200;

  static final Color NO_SIDE = new Color(0x1F77B4);
  static final Color BELOW = new Color(0x2CA02C);
  static final Color ABOVE = new Color(0xD62728);
  static final Color ACROSS = new Color(0x999999);

  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final int PLOT = 460;
  private static final int LINE = 20;
  private static final int MARGIN = 12;
  private static final int DOT = 7;
  private static final int TEXT_SIZE = 13;
  private static final double ROOM = 0.04;
  private static final double DECADE = 10;
  private static final int TICKS = 6;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);

  private final String title;
  private final List<Interval> intervals;
  private final OptionalDouble mark;
  private final boolean isLogarithmic;
  private final double from;
  private final double to;

  /**
   * A picture.
   *
   * @param title what the figures are
   * @param intervals at least one, from top to bottom
   * @param mark where a line is drawn, beside which intervals that do not meet it have colours
   */
  public IntervalPicture(String title, List<Interval> intervals, OptionalDouble mark) {
    this.title = title;
    this.intervals = List.copyOf(intervals);
    this.mark = mark;
    double[] ends = ends().toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(1);
    isLogarithmic = low > 0 && high >= DECADE * low;
    double first = scaled(low);
    double last = scaled(high);
    double room = first == last ? 1 : ROOM * (last - first);
    from = first - room;
    to = last + room;
  }

  private DoubleStream ends() {
    return DoubleStream.concat(
            intervals.stream()
                .flatMapToDouble(it -> DoubleStream.of(it.low(), it.middle(), it.high())),
            mark.stream())
        .filter(Double::isFinite);
  }

  private double scaled(double value) {
    return isLogarithmic ? Math.log10(value) : value;
  }

  /** Where a value is, in pixels from the plot's left edge. */
  private int place(double value) {
    double share = Double.isInfinite(value) ? 1 : (scaled(value) - from) / (to - from);
    return (int) Math.round(share * PLOT);
  }

  /** Writes it as PNG. */
  public void writePng(OutputStream out) throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(draw(), "png", stream);
    }
  }

  @Override
  public BufferedImage draw() {
    BufferedImage image =
        new BufferedImage(left() + PLOT + MARGIN, top() + height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setFont(FONT);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setColor(INK);
      graphics.drawString(title, left(), top() - MARGIN / 2);
      drawAxis(graphics);
      for (int i = 0; i < intervals.size(); i++) {
        draw(graphics, intervals.get(i), middle(i));
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static int top() {
    return LINE + MARGIN / 2;
  }

  private int height() {
    return (intervals.size() + 1) * LINE + MARGIN;
  }

  /** Where an interval's bar is, from the top. */
  static int middle(int index) {
    return top() + index * LINE + LINE / 2;
  }

  /** Where a value is, from the left. */
  int across(double value) {
    return left() + place(value);
  }

  private int left() {
    FontMetrics metrics = metrics();
    int widest = intervals.stream().mapToInt(it -> metrics.stringWidth(it.name())).max().orElse(0);
    return widest + 2 * MARGIN;
  }

  private static FontMetrics metrics() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(FONT);
    } finally {
      graphics.dispose();
    }
  }

  private void drawAxis(Graphics2D graphics) {
    int bottom = top() + intervals.size() * LINE;
    FontMetrics metrics = graphics.getFontMetrics();
    for (double tick : ticks()) {
      int x = across(tick);
      graphics.setColor(GRID);
      graphics.drawLine(x, top(), x, bottom);
      String text = text(tick);
      graphics.setColor(INK);
      graphics.drawString(text, x - metrics.stringWidth(text) / 2, bottom + LINE - MARGIN / 2);
    }
    if (mark.isPresent()) {
      int x = across(mark.getAsDouble());
      graphics.setColor(INK);
      graphics.drawLine(x, top(), x, bottom);
    }
  }

  private static String text(double tick) {
    String plain = String.format(Locale.ROOT, "%.6g", tick);
    return plain.contains("e")
        ? String.format(Locale.ROOT, "%.0e", tick)
        : plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("\\.$", "") : plain;
  }

  /** Round numbers: 1, 2 and 5 of each decade, or of a decade's steps. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (isLogarithmic) {
      boolean isWide = to - from > TICKS / 2.0;
      for (int power = (int) Math.floor(from); power <= Math.ceil(to); power++) {
        for (double digit : isWide ? new double[] {1} : new double[] {1, 2, 5}) {
          add(ticks, digit * Math.pow(DECADE, power));
        }
      }
      return ticks;
    }
    double rough = (to - from) / TICKS;
    double decade = Math.pow(DECADE, Math.floor(Math.log10(rough)));
    double step = decade * (rough < 2 * decade ? 2 : rough < 5 * decade ? 5 : DECADE);
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      add(ticks, i * step);
    }
    return ticks;
  }

  private void add(List<Double> ticks, double tick) {
    if (scaled(tick) >= from && scaled(tick) <= to) {
      ticks.add(tick);
    }
  }

  private void draw(Graphics2D graphics, Interval interval, int y) {
    graphics.setColor(INK);
    graphics.drawString(interval.name(), MARGIN, y + TEXT_SIZE / 2 - 1);
    graphics.setColor(color(interval));
    graphics.setStroke(new BasicStroke(2f));
    graphics.drawLine(across(interval.low()), y, across(interval.high()), y);
    int x = across(interval.middle());
    graphics.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
  }

  private Color color(Interval interval) {
    if (mark.isEmpty()) {
      return NO_SIDE;
    }
    double line = mark.getAsDouble();
    return interval.high() < line ? BELOW : interval.low() > line ? ABOVE : ACROSS;
  }
}
