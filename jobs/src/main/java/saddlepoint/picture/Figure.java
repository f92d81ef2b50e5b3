// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart in the product's style with captions on it. Not thread safe. */
final class Figure implements Drawable {
  private static final int TITLE_SIZE = 15;
  private static final int TEXT_SIZE = 12;
  private static final int CAPTION_SIZE = 13;

  /** At exactly 1 the ticks at the limits are left out. */
  private static final double ALL_BUT_THE_EDGE = 0.995;

  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xE6E6E6);

  private final XYChart chart;
  private final Limits limits;
  private final Size size;
  private final List<Caption> captions = new ArrayList<>();

  Figure(Size size, Limits limits, String title, String xLabel, String yLabel) {
    this.size = size;
    this.limits = limits;
    chart = new XYChart(size.width(), size.height(), ChartTheme.XChart);
    chart.setTitle(title);
    chart.setXAxisTitle(xLabel);
    chart.setYAxisTitle(yLabel);
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(limits.left()).setXAxisMax(limits.right());
    styler.setYAxisMin(limits.bottom()).setYAxisMax(limits.top());
    styler.setPlotContentSize(ALL_BUT_THE_EDGE);
    styler.setPlotMargin(0);
    styler.setAxisTicksLineVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTitleFont(font(Font.PLAIN, TEXT_SIZE));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, TEXT_SIZE - 1));
    styler.setXAxisTitleVisible(!xLabel.isEmpty()).setYAxisTitleVisible(!yLabel.isEmpty());
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(INK).setChartFontColor(INK);
    styler.setChartTitleVisible(!title.isEmpty());
    styler.setChartTitleFont(font(Font.PLAIN, TITLE_SIZE));
    styler.setChartTitleBoxVisible(false);
    // Beside the plot it can cover no curve.
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendFont(font(Font.PLAIN, TEXT_SIZE)).setLegendBorderColor(Color.WHITE);
    styler.setAntiAlias(true);
  }

  /** Adds a line through points; one with a NaN ordinate breaks it. */
  void line(String name, double[] x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color).setLineWidth(width);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Adds points without a line. */
  void points(String name, double[] x, double[] y, Color color, Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(marker).setMarkerColor(color);
  }

  /** Adds a text whose left end is at a point, in units of the axes. */
  void caption(String text, double x, double y) {
    captions.add(new Caption(text, x, y));
  }

  Limits limits() {
    return limits;
  }

  XYChart chart() {
    return chart;
  }

  List<Caption> captions() {
    return List.copyOf(captions);
  }

  @Override
  public BufferedImage draw() {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      chart.paint(graphics, size.width(), size.height());
      graphics.setFont(font(Font.PLAIN, CAPTION_SIZE));
      graphics.setColor(Color.BLACK);
      for (Caption caption : captions) {
        graphics.drawString(
            caption.text(),
            (float) chart.getScreenXFromChart(caption.x()),
            (float) chart.getScreenYFromChart(caption.y()));
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static Font font(int style, int points) {
    return new Font(Font.SANS_SERIF, style, points);
  }
}
