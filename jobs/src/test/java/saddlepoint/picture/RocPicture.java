// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * Draws the ROC curves that the bank of verdicts leaves in core/target/verdict-bank-roc.csv. Run by
 * hand: arguments are that file and the PNG to write.
 */
public final class RocPicture {
  private RocPicture() {}

  private record Point(double limit, double sensitivity, double falseAlarms) {}

  /** Reads the points and writes the picture. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] parts = line.split(";", -1);
      curves
          .computeIfAbsent(parts[0], name -> new ArrayList<>())
          .add(
              new Point(
                  Double.parseDouble(parts[1]),
                  Double.parseDouble(parts[2]),
                  Double.parseDouble(parts[3])));
    }
    XYChart chart =
        new XYChartBuilder()
            .width(760)
            .height(460)
            .title("Wrong generators found, right ones refused (setting half of the bank)")
            .xAxisTitle("right generators refused, %")
            .yAxisTitle("wrong generators found, %")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    chart.getStyler().setXAxisMin(-0.2).setXAxisMax(12.0).setYAxisMin(70.0).setYAxisMax(100.5);
    curves.forEach((name, points) -> add(chart, name, points));
    addPoint(chart, "chosen: jensen-shannon 0.06", curves.values().iterator().next(), 0.06);
    BitmapEncoder.saveBitmap(chart, arguments[1], BitmapEncoder.BitmapFormat.PNG);
  }

  private static void add(XYChart chart, String name, List<Point> points) {
    List<Double> x = points.stream().map(point -> 100 * point.falseAlarms()).toList();
    List<Double> y = points.stream().map(point -> 100 * point.sensitivity()).toList();
    chart.addSeries(name, x, y);
  }

  private static void addPoint(XYChart chart, String name, List<Point> points, double limit) {
    Point chosen =
        points.stream().filter(point -> point.limit() == limit).findFirst().orElseThrow();
    XYSeries series =
        chart.addSeries(
            name,
            new double[] {100 * chosen.falseAlarms()},
            new double[] {100 * chosen.sensitivity()});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
  }
}
