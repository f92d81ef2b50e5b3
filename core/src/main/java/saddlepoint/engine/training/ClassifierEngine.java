// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.Source;

/** An engine that also trains the classifier by which generated images are judged. */
public interface ClassifierEngine extends Engine {
  /** Hears of updates. */
  interface Progress {
    /**
     * An update was made.
     *
     * @param made updates so far
     * @param all that there will be
     */
    void made(int made, int all);
  }

  /**
   * Trains one by the cross-entropy of the classes, with settings that are fixed.
   *
   * @param images with labels, a pixel a column from 0 to 1
   * @param randomSeed of the initial parameters and of the order of the images
   * @throws IllegalStateException if the engine cannot be used here
   */
  ImageClassifier train(
      ImageClassifier.Form form, Source images, int randomSeed, Progress progress);

  /**
   * The one on the class path.
   *
   * @throws IllegalStateException if it was left out of the jar
   */
  static ClassifierEngine get() {
    return Engines.all().stream()
        .filter(ClassifierEngine.class::isInstance)
        .map(ClassifierEngine.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no engine on this class path trains classifiers; build the jar again"));
  }
}
