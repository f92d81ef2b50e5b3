// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.network.util.JavaUtils;

/**
 * The heap that one task has while as many others run as the settings of Spark allow.
 *
 * @param bytes of it
 * @param owner whose it is, for messages
 * @param remedy what makes it more
 */
record TaskMemory(double bytes, String owner, String remedy) {
  /** The rest is Spark's and that of evaluations. */
  private static final double SHARE = 0.6;

  private static final double GIGABYTE = 1e9;
  private static final double MEBIBYTE = 1 << 20;
  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\d+|\\*).*)?");

  /** By the settings that this application was submitted with. */
  static TaskMemory here() {
    return of(
        System.getProperties(),
        Runtime.getRuntime().maxMemory(),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * By some settings. An executor of a standalone cluster has all cores of its worker unless {@code
   * spark.executor.cores} says how many; which are not known here, so that one is assumed, and the
   * engine's own look at its heap is what refuses.
   *
   * @param heap of this JVM, in bytes
   * @param cores of this machine
   */
  static TaskMemory of(Properties settings, long heap, int cores) {
    Matcher local = LOCAL.matcher(settings.getProperty("spark.master", "local[*]"));
    if (local.matches()) {
      String slots = local.group(2) == null ? "1" : local.group(2);
      int tasks = slots.equals("*") ? cores : Integer.parseInt(slots);
      return new TaskMemory(
          SHARE * heap / tasks, "one core of this JVM", "raise SADDLEPOINT_MEMORY");
    }
    // Spark takes a number without a unit for MiB here.
    double executor =
        JavaUtils.byteStringAsMb(settings.getProperty("spark.executor.memory", "1g")) * MEBIBYTE;
    int executorCores = Integer.parseInt(settings.getProperty("spark.executor.cores", "1"));
    int taskCores = Integer.parseInt(settings.getProperty("spark.task.cpus", "1"));
    return new TaskMemory(
        SHARE * executor / Math.max(1, executorCores / taskCores),
        "one task of an executor",
        "raise --executor-memory");
  }

  /** Why a cohort of so many bytes cannot be trained, or the empty text. */
  String refusal(int cohort, long needed) {
    boolean isAlone = cohort == 1;
    return needed <= bytes
        ? ""
        : String.format(
            Locale.ROOT,
            "%s needs %.2f GB and %s has %.2f GB; lower hidden or %s, %s%s",
            isAlone ? "a trial" : "a cohort of " + cohort + " trials",
            needed / GIGABYTE,
            owner,
            bytes / GIGABYTE,
            isAlone ? "raise log-every" : "batch",
            isAlone ? "or " : "",
            isAlone ? remedy : remedy + ", or use --engine scalar");
  }
}
