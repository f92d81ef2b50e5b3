// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.LinkedHashSet;
import java.util.Set;

/** Every kind of layer there is. */
public final class LayerKinds {
  private LayerKinds() {}

  /** The records that a layer may be. */
  public static Set<Class<? extends Layer>> all() {
    Set<Class<? extends Layer>> kinds = new LinkedHashSet<>();
    add(Layer.class, kinds);
    return kinds;
  }

  private static void add(Class<?> type, Set<Class<? extends Layer>> kinds) {
    if (!type.isInterface()) {
      kinds.add(type.asSubclass(Layer.class));
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      add(permitted, kinds);
    }
  }
}
