// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Arguments as a shell takes them, for commands that people copy. */
public final class Shell {
  /** How this program was called; the launcher knows. */
  public static final String PROGRAM = System.getProperty("saddlepoint.program", "saddlepoint");

  private Shell() {}

  /** Arguments behind the name of the program. */
  public static String command(String... arguments) {
    return quoted(PROGRAM)
        + " "
        + Arrays.stream(arguments).map(Shell::quoted).collect(Collectors.joining(" "));
  }

  /** In single quotes if a shell would read it differently. */
  public static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
