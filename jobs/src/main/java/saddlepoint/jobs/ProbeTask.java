// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.provenance.Provenance;

/** Looks at the executor that it happens to run on. {@link Probe} sends it. */
final class ProbeTask implements VoidFunction<Integer> {
  private static final long serialVersionUID = 1;

  /** So long that a free executor takes the next one. */
  private static final long MILLIS = 50;

  private final String engine;

  /** Holds what ended tasks saw even if others never end. */
  private final CollectionAccumulator<Report> reports;

  ProbeTask(String engine, CollectionAccumulator<Report> reports) {
    this.engine = engine;
    this.reports = reports;
  }

  @Override
  public void call(Integer index) throws InterruptedException {
    Engine found = Engines.get(engine);
    String missing = found.missing();
    String missingForGpu = "";
    String gpu = TaskSetUp.gpu();
    if (missing.isEmpty()) {
      try {
        TaskSetUp.prepare(found);
        missingForGpu = gpu.isEmpty() ? "" : found.devices().missingForGpus();
      } catch (IllegalStateException e) {
        missingForGpu = e.getMessage();
      }
    }
    Thread.sleep(MILLIS);
    reports.add(
        new Report(
            SparkEnv.get().executorId(), Provenance.here().host(), gpu, missing, missingForGpu));
  }

  /**
   * What one task saw.
   *
   * @param executor Spark's id of it
   * @param machine name of the machine
   * @param gpu address of the task's GPU, or the empty text
   * @param missing what the engine lacks to train at all, or the empty text
   * @param missingForGpu what it lacks to train on that GPU, or the empty text
   */
  record Report(String executor, String machine, String gpu, String missing, String missingForGpu)
      implements Serializable {}
}
