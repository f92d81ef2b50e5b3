// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What trained a trial.
 *
 * @param backend the library that computed, for example {@code jvm}, {@code nd4j-cpu} or {@code
 *     nd4j-cuda}
 * @param device {@code cpu}, or a GPU: the address that Spark gave, and its name where that is
 *     known, for example {@code gpu 0, NVIDIA A100-SXM4-40GB}; several with semicolons between
 * @param driver the version of the device's driver; empty for CPUs, and where it is not known
 */
public record Device(String backend, String device, String driver) implements Serializable {
  /** The cores of this machine, by the JVM alone. */
  public static final Device JVM = new Device("jvm", "cpu", "");

  /** Of a trial that failed before anything was loaded to train it. */
  public static final Device NONE = new Device("", "", "");

  /**
   * Of a trial that several trained together: what they tell, each text once, in the order of the
   * texts.
   *
   * @return {@link #NONE} of nobody
   */
  public static Device together(Collection<Device> devices) {
    return new Device(
        joined(devices, Device::backend),
        joined(devices, Device::device),
        joined(devices, Device::driver));
  }

  private static String joined(Collection<Device> devices, Function<Device, String> text) {
    return devices.stream().map(text).distinct().sorted().collect(Collectors.joining("; "));
  }

  /** How a GPU is called whose name is not known. */
  public static String gpu(String address) {
    return "gpu " + address;
  }
}
