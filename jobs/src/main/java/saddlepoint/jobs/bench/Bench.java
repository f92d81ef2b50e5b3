// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import saddlepoint.engine.ArithmeticPeak;
import saddlepoint.engine.Engine;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.recipe.Gan;
import saddlepoint.table.Futures;

/** Measures how fast an engine trains here; writes nothing. */
public final class Bench {
  private final Engine engine;
  private final double seconds;
  private final int threads;
  private final Speedometer speedometer;

  /**
   * A measurement.
   *
   * @param seconds how long each system is measured, after as many to warm up or more; above 0
   * @param trials of a cohort, at least 1
   * @param threads cohorts that are trained at the same time, at least 1
   * @throws CannotRunException if the engine cannot train in this JVM
   */
  public Bench(Engine engine, double seconds, int trials, int threads) {
    if (!engine.missing().isEmpty()) {
      throw new CannotRunException("engine " + engine.name() + " needs " + engine.missing());
    }
    this.engine = engine;
    this.seconds = seconds;
    this.threads = threads;
    speedometer = new Speedometer(engine, seconds, trials);
  }

  /**
   * The speed of a system.
   *
   * @param system its name
   * @param engine the engine's name
   * @param stepsPerSecond GAN steps of all trials a second of training
   * @param shareOfPeak multiply-adds over the most that the cores do on registers, from 0 to 1;
   *     empty where the JVM has no vectors
   */
  public record Speed(
      String system, String engine, double stepsPerSecond, OptionalDouble shareOfPeak) {}

  /** What is measured next; called by the thread that runs the bench. */
  public interface Progress {
    /**
     * Before a system is measured.
     *
     * @param secondsLeft for it and all that follow
     */
    void measures(BenchSystem system, double secondsLeft);
  }

  /** Seconds that so many systems take at least, warm-up included. */
  public double seconds(int systems) {
    return systems * seconds * (1 + Speedometer.WARM_UP);
  }

  /** Measures systems one after another. */
  public List<Speed> run(List<BenchSystem> systems, Progress progress) {
    OptionalDouble peak = ArithmeticPeak.ofThisCore();
    List<Speed> speeds = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      BenchSystem system = systems.get(i);
      progress.measures(system, seconds(systems.size() - i));
      double rate = stepsPerSecond(system);
      Gan gan = system.trials(1, 1, engine.arithmetic()).get(0).gan();
      OptionalDouble share =
          peak.isEmpty()
              ? peak
              : OptionalDouble.of(
                  rate * gan.multiplyAddsPerStep() / (threads * peak.getAsDouble()));
      speeds.add(new Speed(system.name(), engine.name(), rate, share));
    }
    return speeds;
  }

  private double stepsPerSecond(BenchSystem system) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Double> one = () -> speedometer.stepsPerSecond(system);
      double sum = 0;
      for (Future<Double> rate : pool.invokeAll(Collections.nCopies(threads, one))) {
        sum += Futures.get(rate, RuntimeException.class);
      }
      return sum;
    } catch (InterruptedException e) {
      throw new CannotRunException("interrupted while measuring");
    } finally {
      pool.shutdownNow();
    }
  }
}
