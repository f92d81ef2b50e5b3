// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A JVM of its own in which commands run one after another, as users' do: without what the tests'
 * JVM says about addresses, time zone and locale.
 */
public final class CommandProcess {
  private static final String NEXT = "--then";

  private final Path folder;
  private final List<String> commands;
  private final List<String> options = new ArrayList<>();
  private String umask = "022";

  /**
   * Not started yet.
   *
   * @param folder in which it runs
   * @param commands each a list of arguments
   */
  @SafeVarargs
  CommandProcess(Path folder, List<String>... commands) {
    this.folder = folder;
    this.commands =
        Arrays.stream(commands)
            .reduce(
                new ArrayList<>(),
                (all, command) -> {
                  all.addAll(command);
                  all.add(NEXT);
                  return all;
                });
  }

  /** With an option of the JVM. */
  CommandProcess with(String option) {
    options.add(option);
    return this;
  }

  /** With the mode bits that new files lack, in octal. */
  CommandProcess withUmask(String octal) {
    umask = octal;
    return this;
  }

  /** Not started yet; prints to its standard output what {@link Main} prints there. */
  ProcessBuilder builder() {
    List<String> line = new ArrayList<>();
    Collections.addAll(line, "sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
    line.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            argument -> argument.startsWith("--add-") || argument.startsWith("-XX:+RestoreMXCSR"))
        .forEach(line::add);
    Collections.addAll(line, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx700m");
    // A system property of a test JVM need not have stood on its command line.
    line.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    line.addAll(options);
    Collections.addAll(line, "-cp", System.getProperty("java.class.path"));
    line.add(CommandProcess.class.getName());
    line.addAll(commands);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().remove("SPARK_LOCAL_IP");
    return builder;
  }

  /** Runs the commands to their end and returns the highest of their exit codes. */
  int run(Path out, Path err) throws IOException, InterruptedException {
    return builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
  }

  public static void main(String[] arguments) {
    int exit = 0;
    List<String> command = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(NEXT)) {
        exit = Math.max(exit, Main.run(Terminal.standard(), command.toArray(String[]::new)));
        command.clear();
      } else {
        command.add(argument);
      }
    }
    System.exit(exit);
  }
}
