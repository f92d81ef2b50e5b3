// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.jobs.SweepJob;
import saddlepoint.jobs.SweepProgress;
import saddlepoint.jobs.SweepReport;
import saddlepoint.jobs.SweepRequest;
import saddlepoint.jobs.UnfitClusterException;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;
import scala.Option;

/** A sweep from a command line, without the product's own: FILE ENGINE OUT [RUN [retry-failed]]. */
public final class SweepMain {
  private SweepMain() {}

  public static void main(String[] arguments) {
    Sweep sweep = new SweepReader().read(Path.of(arguments[0]), List.of());
    Engine engine = Engines.get(arguments[1]);
    String run = arguments.length > 3 ? arguments[3] : sweep.name();
    boolean retryFailed = arguments.length > 4 && arguments[4].equals("retry-failed");
    Plan plan = sweep.plan(engine.arithmetic(), Numerics.VERSION);
    SweepRequest request =
        new SweepRequest(
            plan,
            engine.name(),
            "asked for",
            sweep.checkpoints(),
            arguments[2],
            run,
            retryFailed,
            false,
            Optional.empty(),
            String.join(" ", arguments));
    SweepReport report;
    try {
      report =
          new SweepJob(
                  request,
                  () -> SparkSession.builder().appName("sweep " + run).getOrCreate(),
                  SweepProgress.NONE)
              .run();
    } catch (ConfigurationException | UnfitClusterException e) {
      System.out.println("refused: " + e.getMessage());
      SparkSession.getDefaultSession().foreach(session -> stop(session));
      System.exit(2);
      return;
    }
    System.out.println(report);
    SparkSession.getDefaultSession().foreach(session -> scrape(session));
    SparkSession.getDefaultSession().foreach(session -> stop(session));
    System.exit(report.isComplete() && report.failedWaves().isEmpty() ? 0 : 3);
  }

  /** Prints what the web page, if there is one, tells of figures before all is over. */
  private static Object scrape(SparkSession session) {
    Option<String> page = session.sparkContext().uiWebUrl();
    if (page.isDefined()) {
      try (InputStream text =
          URI.create(page.get() + "/metrics/prometheus/").toURL().openStream()) {
        text.transferTo(System.out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return null;
  }

  private static Object stop(SparkSession session) {
    session.stop();
    return null;
  }
}
