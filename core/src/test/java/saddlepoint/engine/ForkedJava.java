// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests in a JVM of its own, of this Java and class path. */
public final class ForkedJava {
  private static final int MINUTES = 3;

  private ForkedJava() {}

  /**
   * What the class's main prints on standard output, line by line.
   *
   * @param folder for the output, made if it is not there
   * @param options of the JVM
   */
  public static List<String> run(Path folder, Class<?> main, List<String> options) {
    return run(folder, main, options, Map.of());
  }

  /**
   * The same in a changed environment.
   *
   * @param environment variables that are set beside those of this process
   */
  public static List<String> run(
      Path folder, Class<?> main, List<String> options, Map<String, String> environment) {
    return run(folder, main, options, environment, System.getProperty("java.class.path"));
  }

  /** The same with another class path. */
  public static List<String> run(
      Path folder,
      Class<?> main,
      List<String> options,
      Map<String, String> environment,
      String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx768m", "-cp", classPath));
    command.add(main.getName());
    File out = folder.resolve("out.txt").toFile();
    File errors = folder.resolve("errors.txt").toFile();
    int exit;
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      exit = exit(builder.redirectOutput(out).redirectError(errors).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(exit).as(() -> "exit of " + command + "\n" + text(out) + text(errors)).isZero();
    return text(out).lines().toList();
  }

  private static int exit(Process process) {
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("%s ends within %d minutes", process.info(), MINUTES)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a JVM ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(File file) {
    try {
      return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
