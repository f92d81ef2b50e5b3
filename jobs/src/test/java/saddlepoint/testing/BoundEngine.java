// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import org.apache.spark.TaskContext;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.graph.GpuBinding;
import saddlepoint.engine.graph.ProcessEnvironment;
import saddlepoint.recipe.Gan;

/**
 * Trains nothing and tells the GPU that it was bound to, as the engine for GPUs is bound: with the
 * index of the GPU in its process for the backend, and what the process's environment shows to CUDA
 * for the driver. Hangs where it is bound to the GPU that the environment variable {@value #HANGS}
 * names, except in jobs of one task.
 */
public final class BoundEngine implements Engine {
  /** Name of the environment variable with the address of a GPU. */
  public static final String HANGS = "SADDLEPOINT_BOUND_HANGS";

  private static final ThreadLocal<Device> BOUND = ThreadLocal.withInitial(() -> Device.NONE);
  private static final int COHORT_SIZE = 2;
  private static final long MILLIS = 300;
  private static final long MILLIS_OF_HANGING = 600_000;

  @Override
  public String name() {
    return "bound";
  }

  @Override
  public String arithmetic() {
    return "bound";
  }

  @Override
  public int cohortSize() {
    return COHORT_SIZE;
  }

  @Override
  public String refusal(Gan gan) {
    return "";
  }

  @Override
  public boolean usesGpus() {
    return true;
  }

  @Override
  public void bind(String address, boolean isAlone) {
    if (address.equals(System.getenv(HANGS)) && TaskContext.get().numPartitions() > 1) {
      sleep(MILLIS_OF_HANGING);
    }
    int index = GpuBinding.bind(address, isAlone);
    BOUND.set(
        new Device(
            "index " + index,
            Device.gpu(address),
            GpuBinding.VISIBLE
                + "="
                + ProcessEnvironment.variable(GpuBinding.VISIBLE)
                + " "
                + GpuBinding.ORDER
                + "="
                + ProcessEnvironment.variable(GpuBinding.ORDER)));
  }

  @Override
  public Device device() {
    return BOUND.get();
  }

  @Override
  public void train(Cohort cohort, TrialListener listener) {
    // So long that no executor takes all.
    sleep(MILLIS);
    cohort.trials().forEach(trial -> listener.ended(ConstantHistory.completed(trial)));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while bound", e);
    }
  }
}
