// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import saddlepoint.recipe.Layer;

/** Which kinds of layers lanes train. */
public final class LanesKinds {
  private LanesKinds() {}

  /** Whether they train a layer of this kind. */
  public static boolean areTrained(Layer layer) {
    return layer.accept(new UntrainedKinds()).isEmpty();
  }
}
