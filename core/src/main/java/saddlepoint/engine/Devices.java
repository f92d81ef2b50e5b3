// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.Optional;

/** What an engine computes with in this process: processors, or GPUs. */
public interface Devices {
  /** The cores of this machine, by the JVM alone. */
  Devices JVM = () -> Device.JVM;

  /**
   * What computes on this thread, for trials that failed before a result could tell it; {@link
   * Device#NONE} if nothing could be loaded for it.
   */
  Device current();

  /** Whether this build of the engine computes on GPUs, and then on nothing else. */
  default boolean areGpus() {
    return false;
  }

  /**
   * What is missing in this JVM and on this machine to compute on GPUs, for example a driver's
   * library; the empty text if nothing, and of engines that leave GPUs to others. Asked in
   * executors that were given GPUs, before anything is trained.
   */
  default String missingForGpus() {
    return "";
  }

  /**
   * Computes what follows on this thread on a GPU. Engines for CPUs leave it alone.
   *
   * @param address that Spark gave to the task
   * @param isAlone whether the process was given this GPU and no other
   * @throws IllegalStateException if that cannot be, naming the remedy
   */
  default void bind(String address, boolean isAlone) {}

  /** The GPUs that this process may see, as its environment names them; none if it names none. */
  default Optional<String> visible() {
    return Optional.empty();
  }

  /** The process's memory as the engine's libraries count it; none of engines without any. */
  default Optional<NativeMemory> memory() {
    return Optional.empty();
  }
}
