// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.Serializable;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.engine.training.ClassifierEngine;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.ImageData;

/**
 * The training of a classifier that one or several workers share; whoever has this can take part.
 *
 * @param folder of the images, readable by every worker
 * @param workers at least 1
 */
record SharedClassifier(ImageClassifier.Form form, ImageFolder folder, int randomSeed, int workers)
    implements Serializable {
  /** What a worker learns with. */
  ClassifierTraining training() {
    return ClassifierEngine.get()
        .classifier(form, ImageData.labelled(folder, ImagePart.TRAINING), randomSeed, workers);
  }
}
