// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import saddlepoint.engine.Engine;

/** What a task does on its executor before an engine loads or trains anything there. */
final class TaskSetUp {
  private static final String DRIVER = "driver";
  private static final double USUAL_OVERHEAD = 0.1;
  private static final long LEAST_OVERHEAD = 384;

  private TaskSetUp() {}

  /**
   * Bounds the process where Spark bounds it, and binds this thread to the GPU of its task.
   *
   * @throws IllegalStateException if the task's GPU cannot be used
   */
  static void prepare(Engine engine) {
    SparkEnv spark = SparkEnv.get();
    if (!spark.executorId().equals(DRIVER)) {
      String most = mebibytes(spark.conf()) + "m";
      engine.devices().memory().ifPresent(memory -> memory.bound(most));
    }
    String address = gpu();
    if (!address.isEmpty()) {
      engine.devices().bind(address, GpuSettings.areOneOfExecutor(spark.conf()));
    }
  }

  /** The address of the task's GPU, or the empty text. */
  static String gpu() {
    TaskContext task = TaskContext.get();
    ResourceInformation gpus = task == null ? null : task.resourcesJMap().get("gpu");
    return gpus == null ? "" : gpus.addresses()[0];
  }

  /** Of an executor's process, in and outside its heap. */
  static long mebibytes(SparkConf settings) {
    long heap = settings.getSizeAsMb("spark.executor.memory", "1g");
    double share = settings.getDouble("spark.executor.memoryOverheadFactor", USUAL_OVERHEAD);
    long usual = Math.max(LEAST_OVERHEAD, (long) (share * heap));
    return heap + settings.getSizeAsMb("spark.executor.memoryOverhead", usual + "m");
  }
}
