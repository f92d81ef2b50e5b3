// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Problem;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/**
 * Which engine trains, and why.
 *
 * @param engine resolved
 * @param reason one line for people and tables
 */
record EngineChoice(Engine engine, String reason) {
  /** What {@code auto} picks from, best first; test engines are not among them. */
  private static final List<String> ON_CPU = List.of("scalar");

  private static final String GPUS = "spark.executor.resource.gpu.amount";
  private static final int MOST_REFUSALS = 5;

  /**
   * The engine of a name, or what {@code auto} means here.
   *
   * @param place where the name stands, for messages
   * @throws ConfigurationException if there is no such engine
   */
  static EngineChoice of(String place, String name) {
    if (!name.equals(Sweep.AUTO)) {
      Engine engine =
          Engines.find(name)
              .orElseThrow(
                  () ->
                      new ConfigurationException(place, SweepReader.unknownEngine(name, names())));
      return new EngineChoice(engine, "asked for");
    }
    if (!System.getProperty(GPUS, "0").equals("0")) {
      throw new ConfigurationException(
          GPUS,
          "executors were given GPUs, and no engine of this build uses them; leave the GPUs out, or"
              + " say --engine "
              + ON_CPU.get(0));
    }
    Engine engine =
        ON_CPU.stream()
            .map(Engines::find)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    new CannotRunException(
                        "found none of the engines "
                            + String.join(", ", ON_CPU)
                            + " on the class path; build the application jar again"));
    return new EngineChoice(engine, "auto: the best engine for CPUs that this build has");
  }

  /** The names of all engines. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Engines.all().forEach(engine -> names.add(engine.name()));
    return names;
  }

  /**
   * Checks that the engine can train everything.
   *
   * @throws ConfigurationException naming cells that it cannot train
   */
  void requireAble(Plan plan) {
    Map<String, Problem> refused = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Trial trial : plan.trials()) {
      Cell cell = trial.cell();
      if (seen.add(cell.configId()) && refused.size() < MOST_REFUSALS) {
        String refusal = engine.refusal(trial.gan());
        if (!refusal.isEmpty()) {
          refused.put(
              cell.configId(),
              new Problem(
                  "engine " + engine.name(),
                  "cannot train " + cell.recipe() + " " + cell.describe() + ": " + refusal));
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new ConfigurationException(List.copyOf(refused.values()));
    }
  }
}
