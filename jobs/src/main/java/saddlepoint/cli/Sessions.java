// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Map;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.Secrets;
import saddlepoint.table.TableFolder;
import scala.Option;

/** Starts Spark. */
final class Sessions {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String UMASK = FsPermission.UMASK_LABEL;

  /** One and a half times the 300 MiB that Spark reserves, which it asks of every JVM. */
  private static final long LEAST_HEAP = 450;

  private static final long MEBIBYTE = 1 << 20;

  private Sessions() {}

  /**
   * The session of this JVM, or one under the settings of spark-submit; without any, one on this
   * machine's cores.
   */
  static SparkSession start(String name) {
    return start(name, Map.of());
  }

  /**
   * The same for work whose progress is shown: that of running tasks comes with heartbeats, and
   * Spark's usual ones are 10 s apart.
   */
  static SparkSession startShowingProgress(String name) {
    return start(
        name,
        Map.of(
            "spark.executor.heartbeatInterval", "2s",
            "spark.executor.heartbeat.maxFailures", "300"));
  }

  private static SparkSession start(String name, Map<String, String> heartbeats) {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined() && !running.get().sparkContext().isStopped()) {
      return running.get();
    }
    SparkConf configuration = configuration();
    if (configuration.get("spark.master").startsWith("local")) {
      heartbeats.forEach(configuration::setIfMissing);
    }
    requireHeap();
    configuration.set("spark.hadoop." + UMASK, TableFolder.configuration().get(UMASK));
    return SparkSession.builder().config(configuration).appName(name).getOrCreate();
  }

  /** Spark's settings of this JVM, and what they leave open. */
  static SparkConf configuration() {
    SparkConf configuration = new SparkConf();
    configuration.setIfMissing("spark.master", "local[*]");
    if (isEmbedded(configuration.get("spark.master"))) {
      configuration.setIfMissing("spark.ui.enabled", "false");
      // Nobody else has business with a Spark that lives in this JVM. It opens two ports all the
      // same.
      configuration.setIfMissing("spark.driver.host", LOOPBACK);
      configuration.setIfMissing("spark.driver.bindAddress", LOOPBACK);
      // An error of memory in a task would end this JVM, without a word of the command's own.
      configuration.setIfMissing("spark.executor.killOnFatalError.depth", "0");
      // A machine that sleeps sends no heartbeats, and wakes up.
      configuration.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "30d");
      // With a secret that Spark draws for this JVM and tells nobody.
      configuration.setIfMissing("spark.authenticate", "true");
    }
    // A trial that takes its process down costs some until it is found, and would end the
    // application on YARN and Kubernetes.
    configuration.setIfMissing("spark.executor.maxNumFailures", "1000");
    // Spark's own rule knows fewer names of secrets; it keeps them out of event logs and web pages.
    configuration.setIfMissing("spark.redaction.regex", Secrets.NAMES);
    // The tables of a driver's own queries are small; 200 tasks would take longer than the work.
    configuration.setIfMissing("spark.sql.shuffle.partitions", "8");
    // A task that meets more cells than these sorts its rows instead, at Spark's own number a
    // third of the executors' work over 1,000 cells. Each keeps some kilobytes of its medians until
    // the task ends.
    configuration.setIfMissing(
        "spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "10000");
    configuration.setIfMissing("spark.sql.session.timeZone", "UTC");
    // Fewer make Spark warn that it shortens the text of plans, which nobody reads here.
    configuration.setIfMissing("spark.sql.debug.maxToStringFields", "1000");
    return configuration;
  }

  /** Whether a master means threads of this JVM: local, local[4], local[*, 2]. */
  private static boolean isEmbedded(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  /**
   * Stops the session, if there is one: its threads would outlive the command.
   *
   * @param code the command's exit code, by which YARN tells whether the application failed
   */
  static void stop(int code) {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined()) {
      running.get().sparkContext().stop(code);
    }
  }

  /** Spark says so itself, in bytes, behind a stack trace. */
  private static void requireHeap() {
    long most = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    if (most < LEAST_HEAP) {
      throw new CannotRunException(
          "the driver's heap must be "
              + LEAST_HEAP
              + " MiB or more for Spark, got "
              + most
              + " MiB; give it more, for example SADDLEPOINT_MEMORY=1g (with spark-submit"
              + " --driver-memory 1g)");
    }
  }
}
