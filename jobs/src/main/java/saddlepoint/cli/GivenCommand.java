// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import saddlepoint.jobs.Secrets;
import saddlepoint.jobs.Shell;

/**
 * The command line as it was given, Spark's options and all, to be told, stored and run again;
 * without its secrets.
 */
final class GivenCommand {
  /** System property, and setting of Spark, by which the launcher hands it to the driver. */
  static final String PROPERTY = "spark.saddlepoint.command";

  /** What the launcher reads of the environment and a shell may have set for one command alone. */
  private static final List<String> VARIABLES = List.of("SADDLEPOINT_MEMORY", "MASTER");

  /** An option, such as {@code --password}, whose value is the next argument. */
  private static final Pattern OPTION = Pattern.compile("-{1,2}[^=\\s]++");

  private GivenCommand() {}

  /** As a shell takes it, behind what of the environment belongs to it. */
  static String of(Map<String, String> environment, List<String> arguments) {
    Stream<String> variables =
        VARIABLES.stream()
            .filter(name -> !environment.getOrDefault(name, "").isEmpty())
            .map(name -> name + "=" + Shell.quoted(environment.get(name)));
    String command = Shell.command(withoutSecrets(arguments).toArray(String[]::new));
    return Stream.concat(variables, Stream.of(command)).collect(Collectors.joining(" "));
  }

  /** What the launcher handed over, or else these arguments alone. */
  static String here(String... arguments) {
    String given = System.getProperty(PROPERTY, "");
    return given.isEmpty() ? of(Map.of(), Arrays.asList(arguments)) : given;
  }

  /** A sentence for whoever runs a command again that has lost its secrets; else nothing. */
  static String hint(String command) {
    return command.contains(Secrets.MASK)
        ? " (" + Secrets.MASK + " is a secret, which is neither shown nor stored: put it in again)"
        : "";
  }

  private static List<String> withoutSecrets(List<String> arguments) {
    String[] masked = new String[arguments.size()];
    for (int i = 0; i < masked.length; i++) {
      boolean isValue =
          i > 0
              && OPTION.matcher(arguments.get(i - 1)).matches()
              && Secrets.isNamed(arguments.get(i - 1));
      masked[i] = isValue ? Secrets.MASK : Secrets.masked(arguments.get(i));
    }
    return List.of(masked);
  }
}
