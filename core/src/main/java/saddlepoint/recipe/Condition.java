// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A setting that must hold for another key to be used.
 *
 * @param key whose value is looked at; a recipe without it holds the condition
 * @param holds the test of its value
 * @param example a value that passes
 * @param text for people, for example "optimizer = momentum or nesterov"
 */
public record Condition(Key<?> key, Predicate<Object> holds, Object example, String text) {
  /** Holds where the key has one of some values. */
  @SafeVarargs
  public static <E extends Enum<E> & Choice> Condition is(Key<E> key, E... values) {
    List<E> accepted = List.of(values);
    String texts = accepted.stream().map(Choice::text).collect(Collectors.joining(" or "));
    return new Condition(key, accepted::contains, values[0], key.name() + " = " + texts);
  }

  /** Holds where the key is above 0. */
  public static Condition positive(Key<Double> key, double example) {
    return new Condition(key, value -> (Double) value > 0, example, key.name() + " > 0");
  }

  /** Holds where the key is 0. */
  static Condition zero(Key<Integer> key) {
    return new Condition(key, value -> (Integer) value == 0, 0, key.name() + " = 0");
  }

  /** Holds where the key is not 0. */
  static Condition notZero(Key<Integer> key, int example) {
    return new Condition(key, value -> (Integer) value != 0, example, key.name() + " > 0");
  }

  /** Holds where there is a hidden layer. */
  public static Condition notEmpty(Key<List<Integer>> key) {
    return new Condition(
        key, value -> !((List<?>) value).isEmpty(), List.of(3), key.name() + " is not []");
  }
}
