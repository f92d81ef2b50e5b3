// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type and range of a setting: how it is read without coercion and how it is written.
 *
 * @param <T> what the setting's values are in Java
 */
public abstract sealed class ValueType<T> {
  private ValueType() {}

  /** What is accepted, to stand after "wants" in a message, for example "an integer >= 1". */
  public abstract String range();

  /**
   * Reads a raw value from a file: a Boolean, Integer, Long, Double, String or List of such.
   *
   * @throws IllegalArgumentException saying what is wanted and what was found
   */
  public abstract T read(Object raw);

  /** The value as people write it in a file. */
  public abstract String text(T value);

  /** The value as ids see it; doubles by their bits. */
  public String canonical(T value) {
    return text(value);
  }

  /** An integer in [low, high]. */
  public static ValueType<Integer> integer(int low, int high) {
    return new IntegerType(low, high);
  }

  /** A finite number in [low, high], or (low, high] if low is excluded. */
  public static ValueType<Double> number(double low, boolean lowIncluded, double high) {
    return new NumberType(low, lowIncluded, high);
  }

  /** One of an enum's constants, or of some of them. */
  public static <E extends Enum<E> & Choice> ValueType<E> choice(List<E> allowed) {
    return new ChoiceType<>(allowed);
  }

  /** Widths of the hidden layers, first to last; a lone integer is a list of one. */
  public static ValueType<List<Integer>> sizes() {
    return new SizesType();
  }

  final IllegalArgumentException refuse(Object raw) {
    return new IllegalArgumentException("wants " + range() + ", got " + describe(raw));
  }

  private static String describe(Object raw) {
    return raw instanceof String text ? "\"" + text + "\"" : String.valueOf(raw);
  }

  private static final class IntegerType extends ValueType<Integer> {
    private final int low;
    private final int high;

    IntegerType(int low, int high) {
      this.low = low;
      this.high = high;
    }

    @Override
    public String range() {
      return high == Integer.MAX_VALUE
          ? "an integer >= " + low
          : "an integer from " + low + " to " + high;
    }

    @Override
    public Integer read(Object raw) {
      if (!(raw instanceof Integer value) || value < low || value > high) {
        throw refuse(raw);
      }
      return value;
    }

    @Override
    public String text(Integer value) {
      return value.toString();
    }
  }

  private static final class NumberType extends ValueType<Double> {
    private final double low;
    private final boolean lowIncluded;
    private final double high;

    NumberType(double low, boolean lowIncluded, double high) {
      this.low = low;
      this.lowIncluded = lowIncluded;
      this.high = high;
    }

    @Override
    public String range() {
      if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
        return "a number";
      }
      String above = (lowIncluded ? ">= " : "> ") + plain(low);
      return high == Double.POSITIVE_INFINITY
          ? "a number " + above
          : "a number " + above + " and <= " + plain(high);
    }

    @Override
    public Double read(Object raw) {
      if (!(raw instanceof Number number)) {
        throw refuse(raw);
      }
      double value = number.doubleValue();
      boolean aboveLow = lowIncluded ? value >= low : value > low;
      if (!Double.isFinite(value) || !aboveLow || value > high) {
        throw refuse(raw);
      }
      return value == 0 ? 0.0 : value;
    }

    @Override
    public String text(Double value) {
      return plain(value);
    }

    @Override
    public String canonical(Double value) {
      return Long.toHexString(Double.doubleToLongBits(value));
    }

    private static String plain(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e7
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  private static final class ChoiceType<E extends Enum<E> & Choice> extends ValueType<E> {
    private final List<E> allowed;

    ChoiceType(List<E> allowed) {
      this.allowed = List.copyOf(allowed);
    }

    @Override
    public String range() {
      return "one of " + allowed.stream().map(Choice::text).collect(Collectors.joining(", "));
    }

    @Override
    public E read(Object raw) {
      String text = raw instanceof Boolean ? raw.toString() : raw instanceof String s ? s : null;
      return allowed.stream()
          .filter(choice -> choice.text().equals(text))
          .findFirst()
          .orElseThrow(() -> refuse(raw));
    }

    @Override
    public String text(E value) {
      return value.text();
    }
  }

  private static final class SizesType extends ValueType<List<Integer>> {
    private static final int LARGEST = 65_536;

    @Override
    public String range() {
      return "a width from 1 to 65536, or a list of widths such as [8, 8]";
    }

    @Override
    public List<Integer> read(Object raw) {
      List<?> items = raw instanceof List<?> list ? list : Arrays.asList(raw);
      for (Object item : items) {
        if (!(item instanceof Integer width) || width < 1 || width > LARGEST) {
          throw refuse(raw);
        }
      }
      return items.stream().map(Integer.class::cast).toList();
    }

    @Override
    public String text(List<Integer> value) {
      return value.toString();
    }

    /** A lone width has no brackets, as it had before lists were always written with them. */
    @Override
    public String canonical(List<Integer> value) {
      return value.size() == 1 ? value.get(0).toString() : text(value);
    }
  }
}
