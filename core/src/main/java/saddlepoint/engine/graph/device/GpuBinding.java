// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.util.List;

/**
 * Which of the machine's GPUs this process trains on.
 *
 * <p>A process that was given one GPU is to see no other: then nothing can be allocated on a
 * neighbour's by mistake, and CUDA makes no context on it. CUDA reads that from the environment of
 * the process when it is first called, so it is set there before. Where a process was given several
 * GPUs each thread picks its own by index.
 */
public final class GpuBinding {
  /** The GPUs that CUDA shows to a process. */
  public static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  /** How CUDA counts GPUs; nvidia-smi, and so Spark's addresses, count by bus. */
  public static final String ORDER = "CUDA_DEVICE_ORDER";

  private static final String BY_BUS = "PCI_BUS_ID";

  private GpuBinding() {}

  /**
   * Binds the process where it was given one GPU, and tells the index of a GPU in this process.
   *
   * @param address that Spark gave: as nvidia-smi counts, from 0
   * @param isAlone whether the process was given this GPU and no other
   * @return what CUDA calls the GPU in this process
   * @throws IllegalStateException if the environment shows other GPUs to this process
   */
  public static synchronized int bind(String address, boolean isAlone) {
    // Else CUDA may count the fastest first, in what the environment shows as well.
    ProcessEnvironment.set(ORDER, BY_BUS);
    String visible = ProcessEnvironment.variable(VISIBLE);
    if (visible == null) {
      if (isAlone) {
        ProcessEnvironment.set(VISIBLE, address);
        return 0;
      }
      return index(address);
    }
    List<String> shown = List.of(visible.split(",", -1));
    if (!shown.contains(address) || isAlone && shown.size() > 1) {
      throw new IllegalStateException(
          VISIBLE
              + " is \""
              + visible
              + "\" in the environment of a process to which Spark gave GPU "
              + address
              + "; unset it for workers and executors, whose GPUs are set from what Spark gives");
    }
    return shown.indexOf(address);
  }

  private static int index(String address) {
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "an executor with several GPUs picks them by index, and Spark gave it GPU \""
              + address
              + "\"; let the discovery script print indices as deploy/gpu/discover does, or set"
              + " spark.executor.resource.gpu.amount=1",
          e);
    }
  }
}
