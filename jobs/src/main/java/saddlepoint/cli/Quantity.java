// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Quantity {
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final double STEP = 1000;
  private static final int SECONDS_OF_MINUTE = 60;
  private static final int MINUTES_OF_HOUR = 60;
  private static final int HOURS_OF_DAY = 24;

  private Quantity() {}

  /** With a comma between thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** For example {@code 2.4 MB}. */
  static String bytes(double bytes) {
    int size = 0;
    double value = bytes;
    while (value >= STEP && size < SIZES.length - 1) {
      value /= STEP;
      size++;
    }
    return significant(value) + " " + SIZES[size];
  }

  /** Two digits that count, three above 100. */
  static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e6 || magnitude < 1e-3) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return String.format(
        Locale.ROOT, magnitude >= 10 ? "%,.0f" : magnitude >= 1 ? "%.1f" : "%.2g", value);
  }

  /** For example {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  static String time(Duration duration) {
    long seconds = Math.round(duration.toMillis() / STEP);
    if (seconds < SECONDS_OF_MINUTE) {
      return seconds + " s";
    }
    long minutes = seconds / SECONDS_OF_MINUTE;
    if (minutes < MINUTES_OF_HOUR) {
      return minutes + " min" + rest(seconds % SECONDS_OF_MINUTE, "s");
    }
    long hours = minutes / MINUTES_OF_HOUR;
    if (hours < HOURS_OF_DAY) {
      return hours + " h" + rest(minutes % MINUTES_OF_HOUR, "min");
    }
    return hours / HOURS_OF_DAY + " d" + rest(hours % HOURS_OF_DAY, "h");
  }

  /** With 's' unless it is one. */
  static String of(long count, String singular) {
    return count(count) + " " + singular + (count == 1 ? "" : "s");
  }

  private static String rest(long count, String unit) {
    return count == 0 ? "" : " " + count + " " + unit;
  }
}
