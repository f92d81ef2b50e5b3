// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import java.util.function.Function;

/**
 * A setting that each player has for itself, with a shorthand that sets both.
 *
 * @param name the shorthand, for example {@code learning-rate}
 * @param generator the generator's own key, {@code generator.} and the name
 * @param discriminator the discriminator's own key, {@code discriminator.} and the name
 * @param <T> what the values are in Java
 */
public record PlayerKey<T>(String name, Key<T> generator, Key<T> discriminator) {
  /** A key of each player, always used. */
  public static <T> PlayerKey<T> of(String name, ValueType<T> type, String meaning) {
    return of(name, type, meaning, player -> List.of());
  }

  /** A key of each player, used where all of that player's conditions hold. */
  public static <T> PlayerKey<T> of(
      String name, ValueType<T> type, String meaning, Function<Player, List<Condition>> usedWhen) {
    return new PlayerKey<>(
        name,
        new Key<>(
            Player.GENERATOR.prefix() + name,
            type,
            "G: " + meaning,
            usedWhen.apply(Player.GENERATOR)),
        new Key<>(
            Player.DISCRIMINATOR.prefix() + name,
            type,
            "D: " + meaning,
            usedWhen.apply(Player.DISCRIMINATOR)));
  }

  /** The key of one player. */
  public Key<T> of(Player player) {
    return player == Player.GENERATOR ? generator : discriminator;
  }
}
