// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.Optional;
import saddlepoint.engine.Device;
import saddlepoint.engine.Devices;
import saddlepoint.engine.NativeMemory;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.CudaDriver;
import saddlepoint.engine.graph.device.GpuBinding;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.NativeLibraries;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.ProcessEnvironment;
import saddlepoint.engine.graph.device.ProcessMemory;
import saddlepoint.sweep.Trial;

/** What ND4J computes with here. */
final class GraphDevices implements Devices, NativeMemory {
  static final GraphDevices HERE = new GraphDevices();

  private GraphDevices() {}

  @Override
  public Device current() {
    return Backend.device();
  }

  @Override
  public boolean areGpus() {
    return NativeLibraries.areForCuda();
  }

  @Override
  public String missingForGpus() {
    if (!NativeLibraries.missing().isEmpty()) {
      return NativeLibraries.missing();
    }
    return areGpus()
        ? CudaDriver.missing()
        : "a build of ND4J for CUDA, and this one is for CPUs; build it by"
            + " `SADDLEPOINT_BACKEND=cuda deploy/saddlepoint doctor`";
  }

  @Override
  public void bind(String address, boolean isAlone) {
    if (!areGpus()) {
      throw new IllegalStateException(
          "Spark gave GPU " + address + " to engine graph, which needs " + missingForGpus());
    }
    Backend.bind(address, isAlone);
  }

  @Override
  public Optional<String> visible() {
    return Optional.ofNullable(ProcessEnvironment.variable(GpuBinding.VISIBLE));
  }

  @Override
  public Optional<NativeMemory> memory() {
    return Optional.of(this);
  }

  @Override
  public String property() {
    return ProcessMemory.MOST_BYTES;
  }

  @Override
  public long bytes() {
    return ProcessMemory.bytes();
  }

  @Override
  public long mostBytes() {
    return ProcessMemory.mostBytes();
  }

  /** {@inheritDoc} They are taken for a moment to be counted. */
  @Override
  public long arrayBytes(Trial trial) {
    Backend.require();
    GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE);
    GraphMachine.of(arrays, List.of(trial)).close();
    return arrays.bytes();
  }
}
