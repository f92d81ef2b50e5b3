// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.function.IntConsumer;
import saddlepoint.metric.image.ImageClassifier;

/**
 * The training of the classifier by which generated images are judged. What it has learnt between
 * two updates is its state; any of several workers can do any other's updates. Not thread safe.
 */
public interface ClassifierTraining extends AutoCloseable {
  /** Of each worker, over which the learning rate falls. */
  int updates();

  /**
   * Makes updates.
   *
   * @param worker whose images are learned from: from 0 on, less than the workers
   * @param from of the first, counted from 0
   * @param to after the last
   * @param made hears of each, by its number
   */
  void train(int worker, int from, int to, IntConsumer made);

  /** What was learnt. */
  TrainingState state();

  /**
   * Goes on from a state.
   *
   * @param made updates after which it was taken
   */
  void resume(int made, TrainingState state);

  /** As it is now. */
  ImageClassifier classifier();

  @Override
  void close();
}
