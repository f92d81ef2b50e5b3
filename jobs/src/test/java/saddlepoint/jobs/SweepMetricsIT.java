// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.metric.Verdict;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.SparkProcess;

/** What a scraper gets of a sweep at work. */
class SweepMetricsIT {
  private static final String PREFIX = "metrics_saddlepoint_driver_saddlepoint_";
  private static final String SINK = "spark.metrics.conf.driver.sink.prometheusServlet.";
  private static final String HOCON =
      """
      name = scraped, recipe = gaussian, steps = 2000
      grid = [{ axis = learning-rate, values = [0.001, 30] }]
      seeds = 8
      """;
  private static final int TRIALS = 16;

  @TempDir private Path folder;

  @Test
  void aSweepAtWorkIsScrapedAndItsLastFiguresAreThoseOfTheTables() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    SparkProcess driver =
        new SparkProcess(folder, "local[1]")
            .with("spark.ui.enabled", true)
            .with("spark.ui.port", port)
            .with("spark.metrics.namespace", "saddlepoint")
            .with(SINK + "class", "org.apache.spark.metrics.sink.PrometheusServlet")
            .with(SINK + "path", "/metrics/prometheus");
    Process process = driver.start(HOCON, "scalar");
    Map<String, Double> atWork = Map.of();
    while (atWork.isEmpty() && process.isAlive()) {
      Thread.sleep(50);
      atWork = figures(scrape("http://127.0.0.1:" + port + "/metrics/prometheus/"));
    }
    assertThat(process.waitFor()).as(log()).isZero();

    assertThat(atWork)
        .as(log())
        .containsEntry("trials_planned", (double) TRIALS)
        .containsEntry("steps_planned", TRIALS * 2000.0)
        .containsEntry("waves_planned", 1.0)
        .containsKeys("seconds_left", "steps_per_second", "trials_ended_CONVERGED");
    Map<String, Double> last = figures(log());
    assertThat(last)
        .containsEntry("trials_ended", (double) TRIALS)
        .containsEntry("waves_done", 1.0)
        .containsEntry("waves_in_flight", 0.0);
    Map<String, Double> stored = stored(driver.out());
    for (Verdict verdict : Verdict.values()) {
      String name = "trials_ended_" + verdict;
      assertThat(last).containsEntry(name, stored.getOrDefault(name, 0.0));
    }
    assertThat(last.get("steps_done")).isEqualTo(stored.get("steps_done"));
    assertThat(last.get("steps_done") + last.get("steps_not_needed")).isEqualTo(TRIALS * 2000.0);
    assertThat(last.get("steps_per_second")).isPositive();
    assertThat(stored).hasSizeGreaterThan(2);
  }

  private static String scrape(String page) {
    try (InputStream text = URI.create(page).toURL().openStream()) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      // The driver is not there yet, or no longer.
      return "";
    }
  }

  private static Map<String, Double> figures(String text) {
    Map<String, Double> figures = new HashMap<>();
    text.lines()
        .filter(line -> line.startsWith(PREFIX) && line.contains("_Value{"))
        .forEach(
            line ->
                figures.put(
                    line.substring(PREFIX.length(), line.indexOf("_Value{")),
                    Double.parseDouble(line.substring(line.indexOf('}') + 1))));
    return figures;
  }

  private static Map<String, Double> stored(Path out) {
    Map<String, Double> stored = new HashMap<>();
    for (Row trial : LocalSpark.session().read().parquet(out + "/trials").collectAsList()) {
      stored.merge("trials_ended_" + trial.getAs("verdict"), 1.0, Double::sum);
      stored.merge("steps_done", trial.<Number>getAs("steps_done").doubleValue(), Double::sum);
    }
    return stored;
  }

  private String log() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("driver.log"))) {
      return String.join("\n", lines.toList());
    }
  }
}
