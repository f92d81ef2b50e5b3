// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Trains nothing, rests at the equilibrium with samples that are wrong, and does otherwise on
 * demand. The system property {@value #PROPERTY}, or the environment variable {@value #VARIABLE},
 * holds rules {@code ACTION SEED [NUMBER]} with semicolons between:
 *
 * <ul>
 *   <li>{@code sleep SEED MILLIS}: trials of the random seed take so long
 *   <li>{@code nan SEED STEP}: they turn NaN at the step
 *   <li>{@code throw SEED}: they throw
 *   <li>{@code memory SEED}, {@code stack SEED}, {@code link SEED}: they throw an error of the JVM
 *   <li>{@code exhaust SEED}: they take memory until there is none
 *   <li>{@code unjudged SEED}: their result is one that cannot be judged
 *   <li>{@code silent SEED}: their end is not told
 *   <li>{@code converge SEED|* [TEXT]}: those whose configuration contains the text converge
 *   <li>{@code halt SEED}: they halt the JVM
 *   <li>{@code halt * NUMBER}: the JVM halts at the so many-th trial that it trains
 *   <li>{@code sleep * MILLIS}: every trial takes so long
 *   <li>{@code unfit *}: the machine is one on which the engine cannot train
 * </ul>
 */
public final class FaultEngine implements Engine {
  /** Name of the system property. */
  public static final String PROPERTY = "saddlepoint.fault";

  /** Name of the environment variable. */
  public static final String VARIABLE = "SADDLEPOINT_FAULT";

  /** Exit code of a halted JVM, as after kill -9. */
  public static final int HALTED = 137;

  private static final int COHORT_SIZE = 4;

  /** Of memory that is taken at once: what is left when there is no other does for the rest. */
  private static final int CHUNK = 8 << 20;

  private static final AtomicInteger TRAINED = new AtomicInteger();

  @Override
  public String name() {
    return "fault";
  }

  @Override
  public String arithmetic() {
    return "fault";
  }

  @Override
  public int cohortSize() {
    return COHORT_SIZE;
  }

  @Override
  public String refusal(Gan gan) {
    return "";
  }

  @Override
  public String examine() {
    if (List.of(rules()).contains("unfit *")) {
      throw new IllegalStateException("fault: an unfit machine");
    }
    return "";
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    for (Trial trial : cohort.trials()) {
      int trained = TRAINED.incrementAndGet();
      boolean isTold = true;
      for (String rule : rules()) {
        String[] words = rule.strip().split(" ");
        boolean isOfAll = words[1].equals("*");
        if (!isOfAll && Integer.parseInt(words[1]) != trial.randomSeed()) {
          continue;
        }
        switch (words[0]) {
          case "sleep" -> sleep(Long.parseLong(words[2]));
          case "throw" ->
              throw new IllegalStateException("fault: random seed " + trial.randomSeed());
          case "memory" -> throw new OutOfMemoryError("Java heap space");
          case "stack" -> throw new StackOverflowError();
          case "link" -> throw new NoClassDefFoundError("fault");
          case "exhaust" -> exhaust();
          case "halt" -> {
            if (!isOfAll || trained == Integer.parseInt(words[2])) {
              Runtime.getRuntime().halt(HALTED);
            }
          }
          case "nan" -> {
            listener.ended(ConstantHistory.diverged(trial, Integer.parseInt(words[2])));
            isTold = false;
          }
          case "unjudged" -> {
            Outcome outcome = new Outcome(Outcome.Kind.FAILED, -1, /* message= */ null);
            listener.ended(
                new TrialResult(trial, outcome, new History(0), List.of(), -1, 0, 0, Device.JVM));
            isTold = false;
          }
          case "converge" -> {
            if (words.length < 3 || trial.cell().describe().contains(words[2])) {
              listener.ended(ConstantHistory.converged(trial));
              isTold = false;
            }
          }
          case "silent" -> isTold = false;
          default -> throw new IllegalArgumentException("no fault is called " + rule);
        }
      }
      if (isTold) {
        listener.ended(ConstantHistory.completed(trial));
      }
    }
  }

  private static String[] rules() {
    String rules = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
    return rules.isBlank() ? new String[0] : rules.strip().split(";");
  }

  private static void exhaust() {
    List<byte[]> taken = new ArrayList<>();
    while (true) {
      taken.add(new byte[CHUNK]);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a fault's sleep", e);
    }
  }
}
