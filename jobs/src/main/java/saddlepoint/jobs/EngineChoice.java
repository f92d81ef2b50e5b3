// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import saddlepoint.engine.Cohorts;
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
 * @param others what {@code auto} falls back on, best first; none where an engine was asked for
 */
public record EngineChoice(Engine engine, String reason, List<Engine> others) {
  /** What {@code auto} picks from, best first; test engines are not among them. */
  private static final List<String> ON_CPU = List.of("lanes", "scalar");

  private static final String ON_GPU = "graph";

  /** What trains networks that are too large for the others, before scalar has to after all. */
  private static final String FOR_LARGE = "graph";

  private static final List<String> GPUS =
      List.of("spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount");
  private static final String MASTER = "spark.master";
  private static final int MOST_REFUSALS = 5;

  /** The others are copied. */
  public EngineChoice {
    others = List.copyOf(others);
  }

  /**
   * The engine of a name, or what {@code auto} means here.
   *
   * @param place where the name stands, for messages
   * @throws ConfigurationException if there is no such engine
   */
  public static EngineChoice of(String place, String name) {
    if (!name.equals(Sweep.AUTO)) {
      Engine engine =
          Engines.find(name)
              .orElseThrow(
                  () ->
                      new ConfigurationException(place, SweepReader.unknownEngine(name, names())));
      return new EngineChoice(engine, "asked for", List.of());
    }
    for (String key : GPUS) {
      if (!System.getProperty(key, "0").equals("0")) {
        return onGpus(key, Engines::find);
      }
    }
    return auto(Engines::find);
  }

  /**
   * The engine for GPUs: they are not left idle silently.
   *
   * @param key that asks for them
   * @param find finds an engine by name
   * @throws ConfigurationException if Spark would give out none, or this build has no such engine
   */
  static EngineChoice onGpus(String key, Function<String, Optional<Engine>> find) {
    Optional<Engine> found = find.apply(ON_GPU);
    if (found.isPresent() && found.get().devices().areGpus()) {
      return new EngineChoice(found.get(), "auto: executors were given GPUs", List.of());
    }
    // A build for CUDA would not help where Spark gives out no GPUs. Without a master here, the
    // session will know it.
    SparkConf settings = new SparkConf();
    if (settings.contains(MASTER)) {
      GpuSettings.of(settings).requireGivenOut();
    }
    throw new ConfigurationException(
        key,
        "executors were given GPUs, and to train on them engine "
            + ON_GPU
            + " needs "
            + found
                .map(engine -> engine.devices().missingForGpus())
                .orElse("to be in the application jar")
            + "; or say "
            + GpuSettings.NONE
            + ", or --engine "
            + ON_CPU.get(0));
  }

  /**
   * The best engine for CPUs that has what it needs of the JVM.
   *
   * @param find finds an engine by name
   */
  static EngineChoice auto(Function<String, Optional<Engine>> find) {
    String passedOver = "";
    List<Engine> able = new ArrayList<>();
    for (String name : ON_CPU) {
      Optional<Engine> found = find.apply(name);
      String missing = found.map(Engine::missing).orElse("to be in the application jar");
      if (missing.isEmpty()) {
        able.add(found.orElseThrow());
      } else {
        passedOver += "; " + name + " needs " + missing;
      }
    }
    if (able.isEmpty()) {
      throw new CannotRunException(
          "no engine for CPUs can train here" + passedOver + "; build the application jar again");
    }
    Optional<Engine> forLarge = find.apply(FOR_LARGE).filter(it -> it.missing().isEmpty());
    if (forLarge.isPresent()) {
      able.add(forLarge.orElseThrow());
      // The last of all is taken however slow it is.
      find.apply(ON_CPU.get(ON_CPU.size() - 1)).ifPresent(able::add);
    }
    return new EngineChoice(
        able.get(0),
        "auto: the fastest engine for CPUs here" + passedOver,
        able.subList(1, able.size()));
  }

  /**
   * For one GAN: the engine that needs no company and nothing of the JVM, or that for large ones.
   */
  static EngineChoice ofOne() {
    Engine plain = Engines.get(ON_CPU.get(ON_CPU.size() - 1));
    List<Engine> others = new ArrayList<>();
    Engines.find(FOR_LARGE)
        .filter(engine -> engine.missing().isEmpty())
        .ifPresent(
            engine -> {
              others.add(engine);
              others.add(plain);
            });
    return new EngineChoice(plain, "one GAN", others);
  }

  /** The names of all engines. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Engines.all().forEach(engine -> names.add(engine.name()));
    return names;
  }

  /**
   * An engine and what it is to train.
   *
   * @param choice an engine that can train all of the plan
   */
  public record Able(EngineChoice choice, Plan plan) {}

  /**
   * The engine that can train everything: this one or, under {@code auto}, the next that can and
   * does not take too long.
   *
   * @param plans the plan in an engine's arithmetic, which is part of each trial's id
   * @throws ConfigurationException naming cells that it cannot train
   */
  public Able ableTo(Function<String, Plan> plans) {
    return ableTo(plans, plans.apply(engine.arithmetic()));
  }

  private Able ableTo(Function<String, Plan> plans, Plan plan) {
    List<Problem> refused = refusals(plan);
    if (refused.isEmpty()) {
      return new Able(this, plan);
    }
    if (others.isEmpty()) {
      throw new ConfigurationException(refused);
    }
    EngineChoice next =
        new EngineChoice(
            others.get(0),
            reason + "; " + engine.name() + " " + refused.get(0).message(),
            others.subList(1, others.size()));
    boolean isAlike = next.engine.arithmetic().equals(engine.arithmetic());
    return next.ableTo(plans, isAlike ? plan : plans.apply(next.engine.arithmetic()));
  }

  /** Of the first cells of shapes: what an engine can train depends on the shape alone. */
  private List<Problem> refusals(Plan plan) {
    List<Problem> refused = new ArrayList<>();
    TaskMemory memory = TaskMemory.here();
    for (List<Trial> alike : Cohorts.byShape(plan.trials())) {
      if (refused.size() == MOST_REFUSALS) {
        break;
      }
      Trial trial = alike.get(0);
      Cell cell = trial.cell();
      String refusal = engine.refusal(trial.gan());
      if (refusal.isEmpty()) {
        refusal = memory.refusal(engine.cohortSize(), engine.bytes(trial));
      }
      String unsuited = others.isEmpty() ? "" : engine.unsuited(trial.gan());
      if (!refusal.isEmpty() || !unsuited.isEmpty()) {
        refused.add(
            new Problem(
                "engine " + engine.name(),
                (refusal.isEmpty() ? "is slow for " : "cannot train ")
                    + cell.recipe()
                    + " "
                    + cell.describe()
                    + ": "
                    + (refusal.isEmpty() ? unsuited : refusal)));
      }
    }
    return refused;
  }
}
