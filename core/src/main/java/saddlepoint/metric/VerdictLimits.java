// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The thresholds a trial is judged by.
 *
 * @param changed those that are not the default, by {@link VerdictLimit#key}
 */
public record VerdictLimits(SortedMap<String, Double> changed) implements Serializable {
  /** The defaults. */
  public static final VerdictLimits USUAL = of(Map.of());

  /**
   * Checks the thresholds and forgets those that equal the default.
   *
   * @throws IllegalArgumentException if there is no threshold of a name or a value is negative or
   *     not finite
   */
  public VerdictLimits {
    changed = new TreeMap<>(changed);
    changed.forEach(VerdictLimits::require);
    for (VerdictLimit limit : VerdictLimit.values()) {
      changed.remove(limit.key(), limit.usual());
    }
  }

  /** Thresholds by name; the others have their defaults. */
  public static VerdictLimits of(Map<String, Double> values) {
    return new VerdictLimits(new TreeMap<>(values));
  }

  /** A threshold. */
  public double get(VerdictLimit limit) {
    return changed.getOrDefault(limit.key(), limit.usual());
  }

  /** Those that are not the default; a copy. */
  @Override
  public SortedMap<String, Double> changed() {
    return new TreeMap<>(changed);
  }

  private static void require(String key, double value) {
    for (VerdictLimit limit : VerdictLimit.values()) {
      if (limit.key().equals(key)) {
        if (!(value >= 0) || Double.isInfinite(value)) {
          throw new IllegalArgumentException(
              "verdict." + key + " is " + value + "; it must be finite and at least 0");
        }
        return;
      }
    }
    throw new IllegalArgumentException("there is no threshold verdict." + key);
  }
}
