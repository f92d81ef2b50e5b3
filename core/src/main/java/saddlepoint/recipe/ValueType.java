// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;
import java.util.List;
import saddlepoint.data.ImageFolder;

/**
 * The type and range of a setting: how it is read without coercion and how it is written.
 *
 * @param <T> what the setting's values are in Java
 */
public abstract sealed class ValueType<T> {
  private ValueType() {}

  /** What is accepted, to stand after "must be" in a message, for example "an integer >= 1". */
  public abstract String range();

  /**
   * Reads a raw value from a file: a Boolean, Integer, Long, Double, String or List of such.
   *
   * @throws IllegalArgumentException saying what is wanted and what was found
   */
  public T read(Object raw) {
    return read(raw, describe(raw));
  }

  /**
   * Reads a raw value, as {@link #read(Object)} does.
   *
   * @param written how it is shown in a message
   */
  public abstract T read(Object raw, String written);

  /** The value as people write it in a file. */
  public abstract String text(T value);

  /** Whether the values are numbers, or may be: widths are. */
  public boolean isNumeric() {
    return false;
  }

  /** Whether of numbers only integers are taken. */
  public boolean isWhole() {
    return false;
  }

  /** The texts there are to choose from; none if the values are numbers. */
  public List<String> choices() {
    return List.of();
  }

  /** The value as ids see it; doubles by their bits. */
  public String canonical(T value) {
    return text(value);
  }

  /**
   * Whether the value itself is part of ids. The name of a place is not: what is read there is, by
   * the fingerprint of the source.
   */
  public boolean isIdentity() {
    return true;
  }

  /** An integer in [low, high]. */
  public static ValueType<Integer> integer(int low, int high) {
    return new IntegerType(low, high);
  }

  /**
   * A number in [low, high], or (low, high] if low is excluded, that float32 can hold: what is
   * trained is 0 where the file says 0, finite, and of full precision.
   */
  public static ValueType<Double> number(double low, boolean lowIncluded, double high) {
    return new NumberType(low, lowIncluded, high);
  }

  /** One of an enum's constants, or of some of them. */
  public static <E extends Enum<E> & Choice> ValueType<E> choice(List<E> allowed) {
    return new ChoiceType<>(allowed);
  }

  /** Widths of the hidden layers, first to last; a lone integer is a list of one. */
  public static ValueType<List<Integer>> sizes() {
    return new SizesType(0, "a width from 1 to 65536, or a list of widths such as [8, 8]");
  }

  /** Channels of images, at least one. */
  public static ValueType<List<Integer>> filters() {
    return new SizesType(1, "a number of channels from 1 to 65536, or a list such as [128, 64]");
  }

  /** A folder of images in IDX files, by its absolute name, or those that ship. */
  public static ValueType<String> images() {
    return new ImagesType();
  }

  final IllegalArgumentException refuse(String written) {
    return new IllegalArgumentException("must be " + range() + ", got " + written);
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
    public boolean isNumeric() {
      return true;
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public Integer read(Object raw, String written) {
      if (!(raw instanceof Integer value) || value < low || value > high) {
        throw refuse(written);
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
    public boolean isNumeric() {
      return true;
    }

    @Override
    public Double read(Object raw, String written) {
      if (!(raw instanceof Number number)) {
        throw refuse(written);
      }
      double value = number.doubleValue();
      boolean aboveLow = lowIncluded ? value >= low : value > low;
      boolean belowHigh = high == Double.POSITIVE_INFINITY || value <= high;
      if (!aboveLow || !belowHigh) {
        throw refuse(written);
      }
      if (Float.isInfinite((float) value)) {
        throw refuse(written + "; float32 ends at 3.4e38");
      }
      if (value != 0 && Math.abs(value) < Float.MIN_NORMAL) {
        throw refuse(written + "; float32 has nothing between 0 and 1.2e-38 in full precision");
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
      return "one of " + String.join(", ", choices());
    }

    @Override
    public List<String> choices() {
      return allowed.stream().map(Choice::text).toList();
    }

    @Override
    public E read(Object raw, String written) {
      String text = raw instanceof Boolean ? raw.toString() : raw instanceof String s ? s : null;
      return allowed.stream()
          .filter(choice -> choice.text().equals(text))
          .findFirst()
          .orElseThrow(() -> refuse(written));
    }

    @Override
    public String text(E value) {
      return value.text();
    }
  }

  private static final class SizesType extends ValueType<List<Integer>> {
    private static final int LARGEST = 65_536;
    private static final int MOST_LAYERS = 100;

    private final int fewest;
    private final String range;

    SizesType(int fewest, String range) {
      this.fewest = fewest;
      this.range = range;
    }

    @Override
    public String range() {
      return range;
    }

    @Override
    public boolean isNumeric() {
      return true;
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public List<Integer> read(Object raw, String written) {
      List<?> items = raw instanceof List<?> list ? list : Arrays.asList(raw);
      if (items.size() > MOST_LAYERS) {
        throw refuse(written + "; a player has at most " + MOST_LAYERS + " hidden layers");
      }
      if (items.size() < fewest) {
        throw refuse(written);
      }
      for (Object item : items) {
        if (!(item instanceof Integer width) || width < 1 || width > LARGEST) {
          throw refuse(written);
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

  private static final class ImagesType extends ValueType<String> {
    @Override
    public String range() {
      return ImageFolder.DIGITS
          + ", or a folder of MNIST's four IDX files or others by their names";
    }

    @Override
    public boolean isIdentity() {
      return false;
    }

    /** Reads the images, so that what is wrong with them is told before any work starts. */
    @Override
    public String read(Object raw, String written) {
      if (!(raw instanceof String given) || given.isBlank()) {
        throw refuse(written);
      }
      ImageFolder folder = ImageFolder.of(given);
      folder.sha256();
      return folder.name();
    }

    @Override
    public String text(String value) {
      return value;
    }
  }
}
