// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param memory of a process that had to train more than it might take; null if none did
 * @param speed by trials in one set of operations
 * @param provenance of this run
 */
public record GpuSelftestReport(
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
  private static final double MEGABYTE = 1e6;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** The lists are copied. */
  public GpuSelftestReport {
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
  public record Parity(String recipe, String preset, int steps, double difference) {}

  /**
   * What a process took whose bound was smaller than what it had to train.
   *
   * @param option that bounds a process
   * @param mostBytes that it might take
   * @param trials that it had to train
   * @param arraysBytes what their arrays take if all are there at once
   * @param trained how many trials were completed
   * @param peakBytes the most that it took
   * @param refusal what it said of a trial that does not fit alone; empty if it trained that too
   */
  public record Memory(
      String option,
      long mostBytes,
      int trials,
      long arraysBytes,
      int trained,
      long peakBytes,
      String refusal) {
    /** What shows that the bound does not hold, or was not tried; none if it holds. */
    public List<String> faults() {
      List<String> faults = new ArrayList<>();
      if (arraysBytes <= mostBytes) {
        faults.add("it tried nothing: all arrays together fit");
      }
      if (trained < trials) {
        faults.add("only " + trained + " of " + trials + " trials were completed");
      }
      if (peakBytes > mostBytes) {
        faults.add("the process took more");
      }
      if (!refusal.contains(option)) {
        faults.add(
            "a trial that does not fit was not refused"
                + (refusal.isEmpty() ? "" : ", but ended with: " + refusal));
      }
      return faults;
    }

    /** The figures, for people. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "peak %,.0f MB of at most %,.0f MB, training %,.0f MB of arrays",
          peakBytes / MEGABYTE,
          mostBytes / MEGABYTE,
          arraysBytes / MEGABYTE);
    }
  }

  /**
   * How fast it trained.
   *
   * @param trials in one set of operations
   */
  public record Speed(int trials, double trialStepsPerSecond) {}

  /** Whether there was no problem. */
  public boolean passed() {
    return problems.isEmpty();
  }

  /** As its file has it. */
  public byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the report of a self-test", e);
    }
  }
}
