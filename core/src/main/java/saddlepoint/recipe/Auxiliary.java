// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;

/**
 * D's second task, Odena et al. 2016 (AC-GAN): to tell the class of a row by further outputs, whose
 * softmax cross-entropy is added to both players' losses.
 *
 * @param classes outputs for it, after the one that says how real a row looks; 0 for none
 * @param realWeight what the mean over real rows counts for in D's loss
 * @param fakeWeight what the mean over generated rows counts for in D's loss
 * @param generatorWeight what the mean over generated rows counts for in G's loss
 */
public record Auxiliary(int classes, double realWeight, double fakeWeight, double generatorWeight)
    implements Serializable {
  /** No such task. */
  public static final Auxiliary NONE = new Auxiliary(0, 0, 0, 0);

  static Auxiliary of(Settings settings) {
    boolean isUsed = settings.has(Keys.LABELS) && settings.get(Keys.LABELS) == LabelUse.AUXILIARY;
    return isUsed
        ? new Auxiliary(
            ImageData.CLASSES,
            settings.get(Keys.AUXILIARY_WEIGHT),
            settings.get(Keys.AUXILIARY_FAKE_WEIGHT),
            settings.get(Keys.GENERATOR_AUXILIARY_WEIGHT))
        : NONE;
  }

  /** Whether there is such a task. */
  public boolean isUsed() {
    return classes > 0;
  }
}
