// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import saddlepoint.random.Draws;
import saddlepoint.random.Stream;

/**
 * Draws masks of dropout. Element e of a mask is made of element e of its stream and update.
 *
 * @param randomSeeds one a trial
 * @param stream of the player that learns
 */
record DropoutMasks(int[] randomSeeds, Stream stream) {
  DropoutMasks {
    randomSeeds = randomSeeds.clone();
  }

  /** Returns 1 / (1 - rate) for what is kept and 0 for what is dropped. */
  float[] draw(int trial, int update, int firstElement, int count, double rate) {
    float[] mask = new float[count];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < count; i++) {
      float u = Draws.uniform(randomSeeds[trial], stream, update, firstElement + i);
      mask[i] = u < rate ? 0 : kept;
    }
    return mask;
  }
}
