// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Starts Spark. */
final class Sessions {
  private Sessions() {}

  /**
   * The session of this JVM, or one under the settings of spark-submit; without any, one on this
   * machine's cores.
   */
  static SparkSession start(String name) {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined() && !running.get().sparkContext().isStopped()) {
      return running.get();
    }
    SparkConf configuration = new SparkConf();
    if (!configuration.contains("spark.master")) {
      configuration.setMaster("local[*]");
      configuration.setIfMissing("spark.ui.enabled", "false");
      configuration.setIfMissing("spark.driver.host", "127.0.0.1");
      configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    // The tables of a driver's own queries are small; 200 tasks would take longer than the work.
    configuration.setIfMissing("spark.sql.shuffle.partitions", "8");
    configuration.setIfMissing("spark.sql.session.timeZone", "UTC");
    // Fewer make Spark warn that it shortens the text of plans, which nobody reads here.
    configuration.setIfMissing("spark.sql.debug.maxToStringFields", "1000");
    return SparkSession.builder().config(configuration).appName(name).getOrCreate();
  }

  /** Stops the session, if there is one: its threads would outlive the command. */
  static void stop() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined()) {
      running.get().stop();
    }
  }
}
