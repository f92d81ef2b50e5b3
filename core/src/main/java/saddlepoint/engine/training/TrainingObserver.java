// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.History;

/** Sees what a training draws and computes, so that it can be recomputed elsewhere. */
public interface TrainingObserver {
  /** Sees nothing. */
  TrainingObserver NONE = new TrainingObserver() {};

  /** The initial parameters, weights before biases, layer by layer. */
  default void initial(float[] generator, float[] discriminator) {}

  /**
   * A batch was drawn.
   *
   * @param phase {@code pretrain} or {@code train}
   * @param step the index of the update or step that the batch is drawn for
   * @param what for example {@code real} or {@code noise}
   * @param values row-major; valid during the call only
   * @param count how many of the values count
   */
  default void drawn(String phase, int step, String what, float[] values, int count) {}

  /**
   * A step's figures, from before its updates.
   *
   * @param real D(x), [batch]; valid during the call only
   * @param fake D(G(z)), [batch]; valid during the call only
   */
  default void step(int step, double lossD, double lossG, float[] real, float[] fake) {}

  /**
   * A logged step is over, and evaluated if it was to be.
   *
   * @param history whose last row is the step's; valid during the call only
   */
  default void logged(History history) {}
}
