// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Evenly spaced numbers in place of an axis's list: {@code { from = 0.001, to = 0.1, count = 5,
 * scale = log }}. The ends are as they are written, what is between has 6 significant digits, or is
 * a whole number if the key takes no others, so that it is the same on every machine.
 *
 * @param from the first number
 * @param to the last one, which may be the smaller
 * @param count of all, at least 2
 * @param isLog whether each is the same multiple of the one before, not the same sum
 */
record NumberRange(double from, double to, int count, boolean isLog) {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String COUNT = "count";
  private static final String SCALE = "scale";
  static final List<String> KEYS = List.of(FROM, TO, COUNT, SCALE);
  private static final int MOST = 10_000;
  private static final MathContext DIGITS = new MathContext(6);

  /** Whether an object is meant as a range. */
  static boolean isRange(ConfigValue value) {
    return value instanceof ConfigObject object
        && !object.isEmpty()
        && KEYS.containsAll(object.keySet());
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  static NumberRange of(ConfigObject object) {
    if (!(raw(object, FROM) instanceof Number from)
        || !(raw(object, TO) instanceof Number to)
        || !(raw(object, COUNT) instanceof Integer count)
        || count < 2
        || count > MOST
        || from.doubleValue() == to.doubleValue()) {
      throw refuse(object, "");
    }
    String scale = object.containsKey(SCALE) ? String.valueOf(raw(object, SCALE)) : "linear";
    boolean isLog = scale.equals("log");
    if (!isLog && !scale.equals("linear")) {
      throw refuse(object, "");
    }
    if (isLog && Math.min(from.doubleValue(), to.doubleValue()) <= 0) {
      throw refuse(object, "; on a log scale both ends must be > 0");
    }
    return new NumberRange(from.doubleValue(), to.doubleValue(), count, isLog);
  }

  /** A range as people write it. */
  static String describe(ConfigObject object) {
    return KEYS.stream()
        .filter(object::containsKey)
        .map(
            key ->
                key
                    + " = "
                    + (key.equals(SCALE)
                        ? String.valueOf(object.get(key).unwrapped())
                        : Values.describe(object.get(key))))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static Object raw(ConfigObject object, String key) {
    ConfigValue value = object.get(key);
    return value == null ? null : Values.raw(value);
  }

  private static IllegalArgumentException refuse(ConfigObject object, String hint) {
    return new IllegalArgumentException(
        "must be such as { from = 0.001, to = 0.1, count = 5, scale = log }, of 2 to "
            + MOST
            + " numbers, its scale linear or log, got "
            + Values.describe(object)
            + hint);
  }

  /**
   * The numbers, first to last.
   *
   * @param isWhole whether they are rounded to integers
   */
  List<Object> numbers(boolean isWhole) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal number = number(i);
      boolean isEnd = i == 0 || i == count - 1;
      if (isWhole && (!isEnd || number.stripTrailingZeros().scale() <= 0)) {
        numbers.add((int) number.setScale(0, RoundingMode.HALF_UP).doubleValue());
      } else {
        numbers.add((isEnd ? number : number.round(DIGITS)).doubleValue());
      }
    }
    return numbers;
  }

  private BigDecimal number(int i) {
    if (i == 0 || i == count - 1) {
      return BigDecimal.valueOf(i == 0 ? from : to);
    }
    if (isLog) {
      // StrictMath has the same bits everywhere.
      double first = StrictMath.log(from);
      return BigDecimal.valueOf(
          StrictMath.exp(first + (StrictMath.log(to) - first) * i / (count - 1)));
    }
    BigDecimal first = BigDecimal.valueOf(from);
    return first.add(
        BigDecimal.valueOf(to)
            .subtract(first)
            .multiply(BigDecimal.valueOf(i))
            .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL128));
  }
}
