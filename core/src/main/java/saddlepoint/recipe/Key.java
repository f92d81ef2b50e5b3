// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import java.util.Objects;

/**
 * A setting of a GAN: its name, type, meaning, and the settings under which it is used at all.
 *
 * @param name kebab-case; a player's own keys start with {@code generator.} or {@code
 *     discriminator.}
 * @param type type and range
 * @param meaning one line for people, with its unit
 * @param usedWhen all must hold for the key to have an effect; a cell that does not use a key drops
 *     it before ids are made
 * @param <T> what the values are in Java
 */
public record Key<T>(String name, ValueType<T> type, String meaning, List<Condition> usedWhen) {
  public Key {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    usedWhen = List.copyOf(usedWhen);
  }

  /** A key of a recipe, used where all conditions hold. */
  public static <T> Key<T> of(
      String name, ValueType<T> type, String meaning, Condition... usedWhen) {
    return new Key<>(name, type, meaning, List.of(usedWhen));
  }

  /** The same key with a narrower type, for a recipe that does not take every value. */
  Key<T> withType(ValueType<T> narrower) {
    return new Key<>(name, narrower, meaning, usedWhen);
  }

  /** Two keys of one name are one key, whatever range a recipe gives them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Key<?> key && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
