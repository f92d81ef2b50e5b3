// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of all settings of one GAN, by key name. Immutable; travels to executors.
 *
 * @param values by key name, in the order of the names
 */
public record Settings(SortedMap<String, Object> values) implements Serializable {
  public Settings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * The value of a key.
   *
   * @throws IllegalArgumentException if these settings lack the key
   */
  @SuppressWarnings("unchecked")
  public <T> T get(Key<T> key) {
    Object value = values.get(key.name());
    if (value == null) {
      throw new IllegalArgumentException("no value for " + key.name());
    }
    return (T) value;
  }

  /** Whether there is a value for the key. */
  public boolean has(Key<?> key) {
    return values.containsKey(key.name());
  }

  /** Whether all conditions of a key hold; conditions on keys that are not here do. */
  public boolean uses(Key<?> key) {
    return key.usedWhen().stream()
        .allMatch(
            condition -> {
              Object value = values.get(condition.key().name());
              return value == null || condition.holds().test(value) && uses(condition.key());
            });
  }

  /** These settings with some values replaced or added. */
  public Settings with(Map<String, Object> changes) {
    SortedMap<String, Object> all = new TreeMap<>(values);
    changes.forEach((name, value) -> all.put(name, Objects.requireNonNull(value, name)));
    return new Settings(all);
  }
}
