// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import saddlepoint.engine.Device;
import saddlepoint.provenance.Provenance;

/**
 * What a self-test of the engine for GPUs found, as its file has it.
 *
 * @param result PASS or FAIL
 * @param problems why it failed, none if it passed
 * @param address of the GPU that was asked for; empty on CPUs
 * @param device what trained
 * @param visible what the process's environment showed to CUDA, or null
 * @param tolerance the largest difference between engines that passes
 * @param parity of every recipe and preset
 * @param memory of the process
 * @param speed by trials in one set of operations
 * @param provenance of this run
 */
record GpuSelftestReport(
    String result,
    List<String> problems,
    String address,
    Device device,
    String visible,
    double tolerance,
    List<Parity> parity,
    Memory memory,
    List<Speed> speed,
    Provenance provenance) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  GpuSelftestReport {
    problems = List.copyOf(problems);
    parity = List.copyOf(parity);
    speed = List.copyOf(speed);
  }

  /**
   * How far two engines were apart.
   *
   * @param difference the largest of D's outputs and of both losses over all steps, relative where
   *     they exceed 1
   */
  record Parity(String recipe, String preset, int steps, double difference) {}

  /**
   * What the process took.
   *
   * @param mostBytes the limit, 0 if there is none
   * @param peakBytes the most that it held, -1 where the system does not tell
   */
  record Memory(long mostBytes, long peakBytes) {}

  /**
   * How fast it trained.
   *
   * @param trials in one set of operations
   */
  record Speed(int trials, double trialStepsPerSecond) {}

  boolean passed() {
    return problems.isEmpty();
  }

  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the report of a self-test", e);
    }
  }
}
