// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is a secret in a text that is shown or stored: the one rule of the product. */
public final class Secrets {
  /** What stands for a secret. */
  public static final String MASK = "***";

  /** Within the name of what is secret, in any case; also for Spark, which has a narrower one. */
  public static final String NAMES =
      "(?i)secret|passw|passphrase|token|credential|(?:access|account|private|api)[._-]?key";

  private static final Pattern NAMED = Pattern.compile(NAMES);

  // A text may be a megabyte of SQL: each word is looked at from its start alone.

  /** {@code name=}, in a text or within a word, such as the options of a JVM. */
  private static final Pattern NAME = Pattern.compile("(?:\\G|(?<![^=\\s]))[^=\\s]++=");

  /** One that is masked already may stand before a quotation mark, which is not its own. */
  private static final Pattern VALUE = Pattern.compile("(?!\\*{3})(?:\"[^\"]*+\"|'[^']*+'|\\S++)");

  /** A password in a location, as in {@code s3a://name:password@bucket}. */
  private static final Pattern LOCATION =
      Pattern.compile("((?<!\\w)\\w++://[^/@\\s:]*+:)([^/@\\s]++)(?=@)");

  private Secrets() {}

  /** Whether what has this name is a secret. */
  public static boolean isNamed(String name) {
    return NAMED.matcher(name).find();
  }

  /** Whether a location holds a password. */
  public static boolean areIn(String location) {
    return LOCATION.matcher(location).find();
  }

  /**
   * A text with its secrets masked: those with a name and a value, and those in locations. What is
   * masked already stays as it is.
   */
  public static String masked(String text) {
    StringBuilder masked = new StringBuilder();
    int told = 0;
    Matcher name = NAME.matcher(text);
    Matcher value = VALUE.matcher(text);
    for (int from = 0; name.find(from); from = Math.max(name.end(), told)) {
      value.region(name.end(), text.length());
      if (isNamed(name.group()) && value.lookingAt()) {
        masked.append(text, told, name.end()).append(MASK);
        told = value.end();
      }
    }
    masked.append(text, told, text.length());
    return LOCATION.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
  }
}
