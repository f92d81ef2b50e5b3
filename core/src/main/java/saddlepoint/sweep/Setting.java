// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A raw value with the place it was read at, for messages.
 *
 * @param value as the file has it
 * @param place file and line, or the option
 * @param depth how many files include the one of the place
 */
record Setting(Object value, String place, int depth) {
  Setting(Object value, String place) {
    this(value, place, 0);
  }

  static Map<String, Object> values(Map<String, Setting> settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    settings.forEach((name, setting) -> values.put(name, setting.value()));
    return values;
  }
}
