// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import saddlepoint.Golden;
import saddlepoint.recipe.Layer;

/** Which kinds of layers lanes train. */
public final class LanesKinds {
  private LanesKinds() {}

  /** The presets that they train. */
  public static List<Golden.Case> presets() {
    return Golden.cases().stream()
        .filter(preset -> new LanesEngine().refusal(preset.trial().gan()).isEmpty())
        .toList();
  }

  /** Whether they train a layer of this kind. */
  public static boolean areTrained(Layer layer) {
    return layer.accept(new UntrainedKinds()).isEmpty();
  }
}
