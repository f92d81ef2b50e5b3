// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the values of HOCON mean here, and how messages show them. */
final class Values {
  /** What says that there is to be nothing of a kind. */
  static final String NONE = "none";

  private static final String VARIABLES = "env variables";
  private static final Pattern ZEROS_IN_FRONT = Pattern.compile("-?0\\d+");
  private static final int MOST_SHOWN = 40;
  private static final Integer ZERO = 0;
  private static final Pattern NOT_ZERO = Pattern.compile("[-0.]*[1-9]");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private Values() {}

  /**
   * A value as Integer, Long, Double, Boolean, String, List of such or null. A number without a
   * fraction is an integer, however it is written: 64, 64.0 and 6.4e1 are the same. One with zeros
   * in front is the text that it is, since it is more often the end of a decimal comma. One that is
   * 0 to the parser alone is the least there is.
   */
  static Object raw(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(Values::raw).collect(Collectors.toList());
    }
    if (value.valueType() != ConfigValueType.NUMBER) {
      return value.unwrapped();
    }
    String written = written(value);
    Object number = value.unwrapped();
    if (ZEROS_IN_FRONT.matcher(written).matches()) {
      return written;
    }
    boolean isTooSmall = ZERO.equals(number) && NOT_ZERO.matcher(written).lookingAt();
    return isTooSmall ? Double.valueOf(Double.MIN_VALUE) : number;
  }

  /** A time with its unit, of at least a millisecond; empty if the value is anything else. */
  static Optional<Duration> duration(ConfigValue value) {
    try {
      if (value.unwrapped() instanceof String) {
        Duration duration = value.atKey("duration").getDuration("duration");
        return Optional.of(duration).filter(it -> it.toMillis() > 0);
      }
    } catch (ConfigException e) {
      // Told by the caller, like every other value that is no duration.
    }
    return Optional.empty();
  }

  /** A value as it was written, for messages; texts in quotes. */
  static String describe(ConfigValue value) {
    if (value instanceof ConfigList list) {
      boolean isLong = list.size() > MOST_SHOWN;
      return list.stream()
          .limit(isLong ? MOST_SHOWN / 2 : MOST_SHOWN)
          .map(Values::describe)
          .collect(
              Collectors.joining(", ", "[", isLong ? ", ... " + list.size() + " values]" : "]"));
    }
    return switch (value.valueType()) {
      case STRING -> "\"" + value.unwrapped() + "\"";
      case NUMBER, BOOLEAN -> written(value);
      case NULL -> "null";
      case OBJECT, LIST ->
          NumberRange.isRange(value)
              ? NumberRange.describe((ConfigObject) value)
              : value.render(ConfigRenderOptions.concise());
    };
  }

  private static String written(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, BOOLEAN -> value.atKey("value").getString("value");
      case STRING, NULL, OBJECT, LIST -> String.valueOf(value.unwrapped());
    };
  }

  /** The remedy for what is no number, or not the one that was meant. */
  static String hint(ConfigValue value) {
    Object raw = raw(value);
    if (raw instanceof Long) {
      return "; integers end at " + Integer.MAX_VALUE;
    }
    if (!(raw instanceof String text)) {
      return "";
    }
    if (value.valueType() == ConfigValueType.NUMBER) {
      return "; leave out the zeros in front, or write a decimal comma as a point";
    }
    if (text.matches("-?\\.\\d.*")) {
      return "; HOCON needs a digit before the point, " + text.replaceFirst("\\.", "0.");
    }
    if (text.matches("-?\\d+,\\d+")) {
      return "; write a decimal comma as a point, " + text.replace(',', '.');
    }
    if (text.matches("-?\\d+(_\\d+)+(\\.\\d+)?")) {
      return "; leave out the underscores, " + text.replace("_", "");
    }
    if (text.matches("\\S+(\\s+\\S+)+") && !text.contains(",")) {
      return "; a comma or a line break is missing between values";
    }
    if (text.matches("-?\\d+") && new BigInteger(text).bitLength() >= Long.SIZE) {
      return "; integers end at "
          + Integer.MAX_VALUE
          + ", and a larger number has a point, "
          + text
          + ".0";
    }
    return NUMBER.matcher(text).matches() || text.matches("true|false|\\[.*]")
        ? "; leave out the quotes"
        : "";
  }

  /** Keys and their values, those of objects in objects with points between the names. */
  static Map<String, ConfigValue> flatten(ConfigObject object) {
    Map<String, ConfigValue> flat = new LinkedHashMap<>();
    object.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .forEach(
            entry -> {
              if (isFlat(entry.getKey(), entry.getValue())) {
                flat.put(entry.getKey(), entry.getValue());
              } else {
                flatten((ConfigObject) entry.getValue())
                    .forEach((name, value) -> flat.put(entry.getKey() + "." + name, value));
              }
            });
    return flat;
  }

  /** Grids have no names of keys in them, and what is empty would be gone without a word. */
  private static boolean isFlat(String key, ConfigValue value) {
    return !(value instanceof ConfigObject object)
        || object.isEmpty()
        || key.equals(SweepKeys.GRID)
        || key.equals(SweepKeys.GRIDS)
        || NumberRange.isRange(object);
  }

  /** A value of an option, which stands on no line. */
  static ConfigValue at(ConfigOrigin origin, ConfigValue value) {
    if (value instanceof ConfigList list) {
      List<ConfigValue> items = list.stream().map(item -> at(origin, item)).toList();
      return ConfigValueFactory.fromIterable(items).withOrigin(origin);
    }
    if (value instanceof ConfigObject object) {
      Map<String, ConfigValue> fields = new LinkedHashMap<>();
      object.forEach((key, field) -> fields.put(key, at(origin, field)));
      return ConfigValueFactory.fromMap(fields).withOrigin(origin);
    }
    return value.withOrigin(origin);
  }

  /**
   * An object in which what came from variables of the environment, which are all texts, is what it
   * reads as: a number, if it looks like one.
   *
   * @param place of a key of the object
   */
  static ConfigObject withVariables(ConfigObject object, UnaryOperator<String> place) {
    ConfigObject result = object;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      ConfigOrigin origin = ConfigOriginFactory.newSimple(place.apply(entry.getKey()));
      result =
          result.withValue(
              entry.getKey(), withVariables(entry.getValue(), origin, entry.getKey(), place));
    }
    return result;
  }

  private static ConfigValue withVariables(
      ConfigValue value, ConfigOrigin around, String path, UnaryOperator<String> place) {
    boolean isVariable = value.origin().description().equals(VARIABLES);
    ConfigOrigin origin = isVariable ? around : value.origin();
    if (value instanceof ConfigList list) {
      List<ConfigValue> items =
          list.stream().map(item -> withVariables(item, origin, path, place)).toList();
      return ConfigValueFactory.fromIterable(items).withOrigin(origin);
    }
    if (value instanceof ConfigObject object) {
      ConfigObject inner = withVariables(object, key -> place.apply(path + "." + key));
      return inner.withOrigin(origin);
    }
    if (!isVariable) {
      return value;
    }
    String text = String.valueOf(value.unwrapped()).strip();
    return NUMBER.matcher(text).matches()
        ? ConfigFactory.parseString("value = " + text).root().get("value").withOrigin(origin)
        : value.withOrigin(origin);
  }

  /** The one value of an option's text. */
  static Config parse(String text, String place) {
    return ConfigFactory.parseString(
            "value = " + text, ConfigParseOptions.defaults().setOriginDescription(place))
        .resolve();
  }

  /** What the parser says, in the words of this product. */
  static ConfigurationException unreadable(ConfigException e) {
    String place = e.origin() == null ? "configuration" : Problems.place(e.origin());
    if (e instanceof ConfigException.WrongType && e.getMessage().contains("object at file root")) {
      return new ConfigurationException(
          place, "the file must hold key = value at its top, got a list");
    }
    boolean isSyntax =
        e instanceof ConfigException.Parse
            && !(e instanceof ConfigException.UnresolvedSubstitution);
    return new ConfigurationException(place, (isSyntax ? "not HOCON: " : "") + reason(e));
  }

  /** The parser's words without the place, which is told already, and without its guesses. */
  static String reason(ConfigException e) {
    String message = e.getMessage();
    String place = e.origin() == null ? "" : e.origin().description() + ": ";
    return (message.startsWith(place) ? message.substring(place.length()) : message)
        .replaceAll("\\s*\\(.*\\)", "")
        .strip()
        .replaceFirst("\\$\\{([^?{}]+)}$", "$0; set the variable $1, or write \\${?$1}");
  }
}
