// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialListener;
import saddlepoint.recipe.Gan;

/**
 * Trains nothing and says that every trial rests at its equilibrium; shows the cost of the rest.
 */
public final class NoneEngine implements Engine {
  private static final int COHORT_SIZE = 16;

  @Override
  public String name() {
    return "none";
  }

  @Override
  public String arithmetic() {
    return "none";
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
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    cohort.trials().forEach(trial -> listener.ended(ConstantHistory.completed(trial)));
  }
}
