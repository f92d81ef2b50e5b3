// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cost;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialListener;
import saddlepoint.numerics.Subnormals;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/** Trials of one shape in SIMD lockstep, with the bits of {@code scalar}. */
public final class LanesEngine implements Engine {
  private static final int COHORT = 16;

  /** Between what gaussian and curves take on a core of 133 thousand million a second. */
  private static final Cost USUAL = new Cost(COHORT, 8e-10);

  private static final String MODULE = "jdk.incubator.vector";

  @Override
  public String name() {
    return "lanes";
  }

  @Override
  public String arithmetic() {
    return "float32";
  }

  @Override
  public int cohortSize() {
    return COHORT;
  }

  @Override
  public Cost usualCost() {
    return USUAL;
  }

  @Override
  public String missing() {
    return ModuleLayer.boot().findModule(MODULE).isPresent()
        ? ""
        : "the JVM option --add-modules=" + MODULE;
  }

  @Override
  public String refusal(Gan gan) {
    return missing().isEmpty() ? "" : "it wants " + missing();
  }

  @Override
  public void train(Cohort cohort, TrialListener listener) {
    if (!missing().isEmpty()) {
      throw new IllegalStateException("engine lanes wants " + missing());
    }
    Subnormals.requireKept();
    Map<LaneTraining.Structure, List<Trial>> alike = new LinkedHashMap<>();
    for (Trial trial : cohort.trials()) {
      alike.computeIfAbsent(LaneTraining.Structure.of(trial), key -> new ArrayList<>()).add(trial);
    }
    for (List<Trial> trials : alike.values()) {
      for (int from = 0; from < trials.size(); from += Lanes.WIDTH) {
        int to = Math.min(from + Lanes.WIDTH, trials.size());
        new LaneTraining(trials.subList(from, to)).train(listener);
      }
    }
  }
}
