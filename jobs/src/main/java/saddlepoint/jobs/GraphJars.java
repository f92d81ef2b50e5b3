// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.engine.Engine;

/**
 * ND4J's jars, which are no part of the application jar: executors that have none get those of the
 * driver.
 */
final class GraphJars {
  /** System property: the file in which the build lists them, a class path. */
  static final String LIST = "saddlepoint.graph-classpath";

  private static final Logger LOG = LoggerFactory.getLogger(GraphJars.class);
  private static final String GRAPH = "graph";

  private GraphJars() {}

  /**
   * Gives the jars to executors that lack them, if the engine is the one that needs them. Executors
   * fetch them with their next task. Waits for the first executor until a stop is asked for: a
   * cluster may be busy.
   *
   * @throws UnfitClusterException if executors lack them and the driver does not know them either
   */
  static void ship(JavaSparkContext context, Engine engine, StopRequest stop) {
    if (!engine.name().equals(GRAPH)) {
      return;
    }
    Probe probe = new Probe(context, engine, stop);
    if (missing(probe).isEmpty()) {
      return;
    }
    List<String> jars = listed();
    LOG.info("sending {} jars of ND4J to the executors", jars.size());
    jars.forEach(context::addJar);
    String missing = missing(probe);
    if (!missing.isEmpty()) {
      throw new UnfitClusterException("the executors lack what engine graph needs: " + missing);
    }
  }

  /** What some executor lacks; they have the same class path. Nothing if a stop was asked for. */
  private static String missing(Probe probe) {
    List<ProbeTask.Report> reports = probe.run(1, Probe.ENDLESS);
    return reports.isEmpty() ? "" : reports.get(0).missing();
  }

  private static List<String> listed() {
    String list = System.getProperty(LIST, "");
    if (list.isEmpty()) {
      return List.of();
    }
    try {
      return List.of(Files.readString(Path.of(list)).strip().split(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of ND4J's jars " + list, e);
    }
  }
}
