// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import org.apache.spark.TaskContext;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.Devices;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.graph.device.GpuBinding;
import saddlepoint.engine.graph.device.ProcessEnvironment;
import saddlepoint.engine.training.Worker;
import saddlepoint.engine.training.WorkerEngine;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Trains nothing, but for workers as engine graph has them, and tells the GPU that it was bound to
 * in the task that asks, as the engine for GPUs is bound: with the index of the GPU in its process
 * for the backend, and what the process's environment shows to CUDA for the driver. Hangs where it
 * is bound to the GPU that the environment variable {@value #HANGS} names, except in jobs of one
 * task.
 */
public final class BoundEngine implements WorkerEngine {
  /** Name of the environment variable with the address of a GPU. */
  public static final String HANGS = "SADDLEPOINT_BOUND_HANGS";

  private static final ThreadLocal<Bound> BOUND = new ThreadLocal<>();
  private static final int COHORT_SIZE = 2;
  private static final long MILLIS = 300;
  private static final long MILLIS_OF_HANGING = 600_000;

  /** Threads are used again: another task's GPU is none of this one's. */
  private record Bound(long task, Device device) {}

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
  public Devices devices() {
    return new BoundDevices();
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    // So long that no executor takes all.
    sleep(MILLIS);
    cohort
        .trials()
        .forEach(trial -> listener.ended(ConstantHistory.completed(trial, devices().current())));
  }

  @Override
  public Worker worker(Trial trial) {
    return WorkerEngine.get("graph").worker(trial);
  }

  @Override
  public Players players(Gan gan, Snapshot snapshot) {
    return WorkerEngine.get("graph").players(gan, snapshot);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while bound", e);
    }
  }

  private static final class BoundDevices implements Devices {
    @Override
    public boolean areGpus() {
      return true;
    }

    @Override
    public void bind(String address, boolean isAlone) {
      if (address.equals(System.getenv(HANGS)) && TaskContext.get().numPartitions() > 1) {
        sleep(MILLIS_OF_HANGING);
      }
      int index = GpuBinding.bind(address, isAlone);
      Device device =
          new Device(
              "index " + index,
              Device.gpu(address),
              GpuBinding.VISIBLE
                  + "="
                  + ProcessEnvironment.variable(GpuBinding.VISIBLE)
                  + " "
                  + GpuBinding.ORDER
                  + "="
                  + ProcessEnvironment.variable(GpuBinding.ORDER));
      BOUND.set(new Bound(TaskContext.get().taskAttemptId(), device));
    }

    @Override
    public Device current() {
      Bound bound = BOUND.get();
      return bound != null && bound.task() == TaskContext.get().taskAttemptId()
          ? bound.device()
          : Device.NONE;
    }
  }
}
