// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;
import saddlepoint.sweep.Trial;

/** An engine that shows everything that a training draws and computes: the specification. */
public interface ObservableEngine extends Engine {
  /** Trains one trial in single precision while an observer looks on. */
  TrialResult train(Trial trial, TrainingObserver observer);

  /**
   * The one on the class path.
   *
   * @throws IllegalStateException if it was left out of the jar
   */
  static ObservableEngine get() {
    return Engines.all().stream()
        .filter(ObservableEngine.class::isInstance)
        .map(ObservableEngine.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no engine on this class path shows what it trains; build the jar again"));
  }
}
