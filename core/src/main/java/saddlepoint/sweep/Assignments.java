// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import saddlepoint.recipe.Keys;

/** Reads {@code KEY=VALUE} from the command line. */
final class Assignments {
  private static final String VALUE = "value";

  private final Problems problems;
  private final String prefix;

  /**
   * A reader.
   *
   * @param prefix what stands before each on the command line, for messages
   */
  Assignments(Problems problems, String prefix) {
    this.problems = problems;
    this.prefix = prefix;
  }

  /** The values by key; what is wrong is told to the problems. */
  Map<String, ConfigValue> read(List<String> assignments) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      String place = prefix + assignment;
      int equals = assignment.indexOf('=');
      String name = assignment.substring(0, Math.max(0, equals)).strip();
      if (name.isEmpty()) {
        problems.add(place, "must be KEY=VALUE");
      } else if (name.equals(SweepKeys.GRID) || name.equals(SweepKeys.GRIDS)) {
        problems.add(place, "grids are set in a file; KEY=[VALUE, VALUE] makes an axis");
      } else {
        String text = assignment.substring(equals + 1);
        read(name, isPlace(name, text) ? ConfigUtil.quoteString(text) : text, place, values);
      }
    }
    return values;
  }

  /** Places are taken as they are, but for what is quoted, a list, or holds a variable. */
  private static boolean isPlace(String name, String text) {
    return name.equals(Keys.DATA_PATH.name()) && !text.matches("(?s)\\s*[\"\\[].*|.*\\$\\{.*");
  }

  private void read(String name, String text, String place, Map<String, ConfigValue> values) {
    ConfigValue value;
    try {
      Problems own = new Problems();
      new HoconScan(own, new HoconFiles()).scan(HoconFile.option(place, VALUE + " = " + text));
      own.raise();
      ConfigObject root = Values.parse(text, place).root();
      if (!root.isEmpty() && !root.keySet().equals(Set.of(VALUE))) {
        problems.add(place, "must set one key; say --set once for each");
        return;
      }
      value = root.isEmpty() ? null : Values.withVariables(root, key -> place).get(VALUE);
    } catch (ConfigException e) {
      problems.add(place, "the value is not HOCON: " + Values.reason(e));
      return;
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> problems.add(problem.place(), problem.message()));
      return;
    }
    if (value == null) {
      problems.add(place, "has no value, since its variable is not set; set it, or leave this out");
      return;
    }
    ConfigOrigin origin = ConfigOriginFactory.newSimple(place);
    Map<String, ConfigValue> flat = Values.flatten(Values.at(origin, value).atKey(name).root());
    flat.forEach(
        (key, one) -> {
          ConfigValue earlier = values.putIfAbsent(key, one);
          if (earlier != null) {
            problems.add(
                place, key + " is set by " + Problems.place(earlier.origin()) + " already");
          }
        });
  }
}
