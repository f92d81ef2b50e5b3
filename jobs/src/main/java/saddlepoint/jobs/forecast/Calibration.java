// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engine;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Trial;

/**
 * Predicts how long trials take. An engine's cost model, once a JVM:
 *
 * <pre>
 * a cohort = pre-training + steps x seconds of a step + trials x seconds of their evaluations
 * </pre>
 *
 * <p>The seconds are measured by training the sweep's own shapes for a moment, in turns, until the
 * compiler rests; the fastest turn counts. Of many shapes some are measured, and a step of any
 * other takes as long a multiply-add as the measured one of the same kind that is nearest in work.
 * What the first turns took longer than the fastest is what a JVM's start costs.
 */
public final class Calibration {
  private static final double MOST_WARM_UP = 8;
  private static final double TURN = 0.3;
  private static final int TURNS = 3;
  private static final double LEAST_SLICE = 0.002;
  private static final double MOST_SLICE = 0.1;

  /** A cohort's first step touches its memory for the first time: it must be one of several. */
  private static final int LEAST_STEPS = 6;

  /** For these steps of all shapes in a turn, or a second each where shapes are many. */
  private static final double LEAST_STEPS_SECONDS = 6;

  private static final double EVALUATIONS = 1.2;
  private static final int MOST_SHAPES = 24;
  private static final double NANOS = 1e9;

  private final Engine engine;

  /** Predicts for one engine. */
  public Calibration(Engine engine) {
    this.engine = engine;
  }

  /**
   * A prediction.
   *
   * @param seconds of wall time with all cores, the start included
   * @param startSeconds of them that the JVM takes to compile
   * @param measured shapes
   */
  public record Forecast(double seconds, double startSeconds, int measured) {}

  /**
   * Predicts the time of trials, which are trained for a moment.
   *
   * @param byShape as {@link Cohorts#byShape} gives them, at least one
   * @param cores of this machine's kind that train
   */
  public Forecast forecast(List<List<Trial>> byShape, int cores) {
    List<StepProbe> probes = new ArrayList<>();
    Map<Kind, List<List<Trial>>> byKind = new LinkedHashMap<>();
    for (List<Trial> alike : chosen(byShape)) {
      probes.add(new StepProbe(engine, alike));
    }
    for (List<Trial> alike : byShape) {
      byKind.computeIfAbsent(Kind.of(alike), kind -> new ArrayList<>()).add(alike);
    }
    measure(probes);
    Map<Kind, List<EvaluationProbe>> evaluations = new LinkedHashMap<>();
    byKind.forEach((kind, shapes) -> evaluations.put(kind, lightestAndHeaviest(shapes)));
    double each = EVALUATIONS / evaluations.values().stream().mapToInt(List::size).sum();
    evaluations.values().forEach(ofKind -> ofKind.forEach(probe -> probe.measure(each)));

    List<Double> cohorts = new ArrayList<>();
    for (List<Trial> alike : byShape) {
      StepProbe nearest = nearest(probes, alike);
      double evaluation = evaluationSeconds(evaluations.get(Kind.of(alike)), alike.get(0));
      for (int from = 0; from < alike.size(); from += engine.cohortSize()) {
        int size = Math.min(engine.cohortSize(), alike.size() - from);
        cohorts.add(nearest.seconds(alike.get(0).gan()) + size * evaluation);
      }
    }
    double start =
        probes.stream().mapToDouble(StepProbe::startSeconds).sum()
            + evaluations.values().stream()
                .flatMap(List::stream)
                .mapToDouble(EvaluationProbe::startSeconds)
                .sum();
    return new Forecast(makespan(cohorts, cores) + start, start, probes.size());
  }

  /** All shapes, or some spread evenly over the kinds and over their work. */
  private static List<List<Trial>> chosen(List<List<Trial>> byShape) {
    if (byShape.size() <= MOST_SHAPES) {
      return byShape;
    }
    List<List<Trial>> sorted = new ArrayList<>(byShape);
    sorted.sort(
        Comparator.comparing((List<Trial> alike) -> Kind.of(alike).toString())
            .thenComparing(alike -> alike.get(0).gan().multiplyAddsPerStep()));
    List<List<Trial>> chosen = new ArrayList<>();
    for (int i = 0; i < MOST_SHAPES; i++) {
      chosen.add(sorted.get((int) ((long) i * (sorted.size() - 1) / (MOST_SHAPES - 1))));
    }
    return chosen;
  }

  /** Evaluations of a kind are measured at both ends of its work; what is between lies between. */
  private List<EvaluationProbe> lightestAndHeaviest(List<List<Trial>> shapes) {
    Comparator<List<Trial>> byWork =
        Comparator.comparingDouble(alike -> EvaluationProbe.work(alike.get(0)));
    List<Trial> lightest = Collections.min(shapes, byWork);
    List<Trial> heaviest = Collections.max(shapes, byWork);
    List<EvaluationProbe> probes = new ArrayList<>(List.of(new EvaluationProbe(engine, lightest)));
    if (byWork.compare(lightest, heaviest) < 0) {
      probes.add(new EvaluationProbe(engine, heaviest));
    }
    return probes;
  }

  private static double evaluationSeconds(List<EvaluationProbe> ends, Trial trial) {
    EvaluationProbe lightest = ends.get(0);
    EvaluationProbe heaviest = ends.get(ends.size() - 1);
    if (lightest == heaviest) {
      return lightest.seconds(trial);
    }
    double part =
        (EvaluationProbe.work(trial) - lightest.work()) / (heaviest.work() - lightest.work());
    return (1 - part) * lightest.seconds(trial) + part * heaviest.seconds(trial);
  }

  /** Trains in turns until the compiler rests, and then some more. */
  private static void measure(List<StepProbe> probes) {
    double slice = Math.max(LEAST_SLICE, Math.min(MOST_SLICE, TURN / probes.size()));
    CompilerWatch compiler = new CompilerWatch();
    long end = System.nanoTime() + (long) (MOST_WARM_UP * NANOS);
    do {
      probes.forEach(probe -> probe.measure(slice));
    } while (!compiler.rested() && System.nanoTime() < end);
    double most = Math.max(1, LEAST_STEPS_SECONDS / probes.size());
    for (int turn = 0; turn < TURNS; turn++) {
      probes.forEach(probe -> probe.measure(Math.max(slice, probe.seconds(LEAST_STEPS, most))));
    }
  }

  private static StepProbe nearest(List<StepProbe> probes, List<Trial> alike) {
    Kind kind = Kind.of(alike);
    double work = Math.log(alike.get(0).gan().multiplyAddsPerStep());
    boolean hasKind = probes.stream().anyMatch(probe -> probe.kind().equals(kind));
    return Collections.min(
        probes.stream().filter(probe -> !hasKind || probe.kind().equals(kind)).toList(),
        Comparator.comparingDouble(
            probe -> Math.abs(Math.log(probe.gan().multiplyAddsPerStep()) - work)));
  }

  /** The longest first, each to the core that is free first. */
  static double makespan(List<Double> seconds, int cores) {
    PriorityQueue<Double> ends = new PriorityQueue<>(Collections.nCopies(cores, 0.0));
    List<Double> longestFirst = new ArrayList<>(seconds);
    longestFirst.sort(Comparator.reverseOrder());
    for (double next : longestFirst) {
      ends.add(ends.remove() + next);
    }
    return Collections.max(ends);
  }

  /** What trials have in common whose evaluations take about as long. */
  record Kind(
      String recipe, boolean comparesRows, int logEvery, boolean evaluates, Judging judging) {
    static Kind of(List<Trial> alike) {
      Trial trial = alike.get(0);
      return new Kind(
          trial.cell().recipe(),
          trial.gan().discriminator().comparesRows(),
          trial.recording().logEvery(),
          trial.recording().evaluateEvery() > 0,
          trial.recording().judging());
    }
  }

  /** A cohort of the first trials of a shape, changed by the caller. */
  static Cohort cohort(List<Trial> alike, int size, UnaryOperator<Trial> change) {
    return new Cohort(alike.subList(0, Math.min(size, alike.size())).stream().map(change).toList());
  }
}
