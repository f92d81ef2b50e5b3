// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.Source;

/** An engine that also trains the classifier by which generated images are judged. */
public interface ClassifierEngine extends Engine {
  /**
   * One that has learnt nothing, and will by the cross-entropy of the classes, with settings that
   * are fixed.
   *
   * @param images with labels, a pixel a column from 0 to 1
   * @param randomSeed of the initial parameters and of the order of the images
   * @param workers that share the images, at least 1
   * @throws IllegalStateException if the engine cannot be used here
   */
  ClassifierTraining classifier(
      ImageClassifier.Form form, Source images, int randomSeed, int workers);

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
