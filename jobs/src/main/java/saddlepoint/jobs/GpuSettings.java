// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import saddlepoint.engine.Engine;
import saddlepoint.sweep.ConfigurationException;

/**
 * What Spark's settings say about GPUs.
 *
 * @param master Spark's, with {@code local[*]} where none is set
 * @param ofExecutor GPUs of an executor, 0 if none are asked for
 * @param ofTask GPUs of a task, 0 if none are asked for; a fraction lets tasks share one
 * @param patience how long executors are waited for
 */
public record GpuSettings(String master, double ofExecutor, double ofTask, Duration patience) {
  /** How many GPUs an executor gets. */
  static final String OF_EXECUTOR = "spark.executor.resource.gpu.amount";

  /** How many GPUs a task gets. */
  static final String OF_TASK = "spark.task.resource.gpu.amount";

  /** How long executors with GPUs are waited for. */
  static final String PATIENCE = "spark.saddlepoint.gpu-timeout";

  private static final String USUAL_PATIENCE = "60s";
  private static final double LARGEST_SHARE = 0.5;
  private static final String USUAL =
      "--conf " + OF_EXECUTOR + "=1 --conf " + OF_TASK + "=1, or a share such as 0.25";

  /** Takes back what a file of defaults says, which a user may not be able to change. */
  public static final String NONE = "--conf " + OF_EXECUTOR + "=0 --conf " + OF_TASK + "=0";

  /**
   * Of some settings of Spark.
   *
   * @throws ConfigurationException naming one that is no number, or no time
   */
  public static GpuSettings of(SparkConf settings) {
    return new GpuSettings(
        settings.get("spark.master", "local[*]"),
        amount(settings, OF_EXECUTOR),
        amount(settings, OF_TASK),
        patience(settings));
  }

  /** Whether each executor gets one GPU and no more. */
  static boolean areOneOfExecutor(SparkConf settings) {
    return amount(settings, OF_EXECUTOR) == 1;
  }

  private static Duration patience(SparkConf settings) {
    String text = settings.get(PATIENCE, USUAL_PATIENCE);
    try {
      long millis = JavaUtils.timeStringAsMs(text);
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Spark's message tells its units, and neither the setting nor what it holds.
    }
    throw new ConfigurationException(
        PATIENCE, "must be a time above 0, got " + text + "; say --conf " + PATIENCE + "=60s");
  }

  private static double amount(SparkConf settings, String key) {
    String text = settings.get(key, "0");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          key, "must be a number of GPUs, got " + text + "; say --conf " + key + "=1");
    }
  }

  /** Whether Spark is to give out GPUs. */
  boolean areAsked() {
    return ofExecutor > 0 || ofTask > 0;
  }

  /** Whether everything runs in this JVM. */
  boolean isLocal() {
    return master.equals("local") || master.startsWith("local[");
  }

  /**
   * Refuses what would hang, train without the GPUs, or train on those of others.
   *
   * @throws ConfigurationException naming the setting
   */
  void require(Engine engine) {
    if (!areAsked()) {
      if (engine.devices().areGpus() && !isLocal()) {
        throw new ConfigurationException(
            OF_EXECUTOR,
            "engine "
                + engine.name()
                + " of this build trains on GPUs, and Spark was asked for none, so that executors"
                + " would share one without knowing; say "
                + USUAL);
      }
      return;
    }
    requireGivenOut();
    if (!engine.devices().areGpus() && !engine.devices().missingForGpus().isEmpty()) {
      throw new ConfigurationException(
          OF_EXECUTOR,
          "executors were given GPUs, and to train on them engine "
              + engine.name()
              + " needs "
              + engine.devices().missingForGpus()
              + "; or say "
              + NONE);
    }
  }

  /**
   * Refuses amounts that are asked for and that no engine could use, since Spark would give out
   * none or leave them idle.
   *
   * @throws ConfigurationException naming the setting
   */
  public void requireGivenOut() {
    if (!areAsked()) {
      return;
    }
    if (isLocal()) {
      throw new ConfigurationException(
          ofTask > 0 ? OF_TASK : OF_EXECUTOR,
          "Spark gives out no GPUs under the master "
              + master
              + " and would wait for ever; say "
              + NONE
              + ", or use a cluster, such as a standalone one on this machine (docs/gpu.md)");
    }
    if (ofExecutor == 0) {
      throw new ConfigurationException(
          OF_EXECUTOR, "tasks were to have GPUs and executors were not given any; say " + USUAL);
    }
    if (ofTask == 0) {
      throw new ConfigurationException(
          OF_TASK,
          "executors were given GPUs and tasks were not, so that none is used; say " + USUAL);
    }
    if (ofTask > 1) {
      throw new ConfigurationException(
          OF_TASK,
          text(ofTask)
              + " is more than a task can use, which trains on one GPU; say --conf "
              + OF_TASK
              + "=1");
    }
    if (ofTask < 1 && ofTask > LARGEST_SHARE) {
      throw new ConfigurationException(
          OF_TASK,
          text(ofTask)
              + " cannot be shared out by Spark; say --conf "
              + OF_TASK
              + "=1, or at most 0.5");
    }
  }

  /** An amount as settings have it. */
  static String text(double amount) {
    return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
  }
}
