// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import saddlepoint.metric.Verdict;

/**
 * How a sweep gets on, as figures of Spark's own metrics system: whatever sinks Spark is set to
 * have take them from the driver. Updated by one thread.
 */
final class SweepMetrics implements SweepProgress, Source {
  private static final double NANOS_OF_SECOND = 1e9;

  private final MetricRegistry registry = new MetricRegistry();
  private final SweepProgress next;
  private volatile SweepStatus status;

  /**
   * Not registered before there is something to tell.
   *
   * @param next hears the same afterwards
   */
  SweepMetrics(SweepProgress next) {
    this.next = next;
    figure("waves_planned", SweepStatus::waves);
    figure("waves_done", SweepStatus::wavesDone);
    figure("waves_in_flight", SweepStatus::wavesInFlight);
    figure("trials_planned", SweepStatus::trials);
    figure("trials_ended", SweepStatus::trialsEnded);
    for (Verdict verdict : Verdict.values()) {
      figure("trials_ended." + verdict, it -> it.ended().getOrDefault(verdict, 0L));
    }
    figure("steps_planned", SweepStatus::stepsPlanned);
    figure("steps_done", SweepStatus::steps);
    figure("steps_not_needed", SweepStatus::stepsNotNeeded);
    figure("steps_per_second", SweepMetrics::stepsPerSecond);
    figure("seconds_left", it -> it.remaining().map(SweepMetrics::seconds).orElse(Double.NaN));
  }

  private void figure(String name, Function<SweepStatus, Number> of) {
    registry.register(name, (Gauge<Number>) () -> of.apply(status));
  }

  private static double stepsPerSecond(SweepStatus status) {
    double seconds = seconds(status.elapsed());
    return seconds == 0 ? 0 : status.steps() / seconds;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_OF_SECOND;
  }

  @Override
  public void update(SweepStatus now) {
    boolean isFirst = status == null;
    status = now;
    // A context may have been stopped under the sweep.
    SparkEnv spark = SparkEnv.get();
    if (isFirst && spark != null) {
      // A session may have had another sweep, whose figures have the same names.
      spark.metricsSystem().removeSource(this);
      spark.metricsSystem().registerSource(this);
    }
    next.update(now);
  }

  @Override
  public String sourceName() {
    return "saddlepoint";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
