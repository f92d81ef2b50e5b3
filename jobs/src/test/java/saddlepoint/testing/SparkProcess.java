// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A driver in a JVM of its own that runs {@link SweepMain}. */
public final class SparkProcess {
  /** What makes a JVM that lives for seconds start with little work. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final long MOST_MINUTES = 3;

  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private String out;
  private String classPath = System.getProperty("java.class.path");

  /**
   * Not started yet.
   *
   * @param folder for its log and its tables
   */
  public SparkProcess(Path folder, String master) throws IOException {
    this.folder = Files.createDirectories(folder);
    out = out().toString();
    settings.put("spark.master", master);
    settings.put("spark.executor.memory", "600m");
    settings.put("spark.executor.extraJavaOptions", String.join(" ", SHORT_LIVED));
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
  }

  /** With a setting of Spark. */
  public SparkProcess with(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  /** With a folder in front of the class path of driver and executors. */
  public SparkProcess withClasses(Path classes) {
    classPath = classes + File.pathSeparator + classPath;
    return this;
  }

  /** With its tables elsewhere, wherever Hadoop writes. */
  public SparkProcess withTables(String location) {
    out = location;
    return this;
  }

  /** Where the tables are, unless they are elsewhere. */
  public Path out() {
    return folder.resolve("out");
  }

  /** Trains a sweep and returns all that was printed. */
  public String sweep(String hocon, String engine) throws IOException, InterruptedException {
    return run(driver(hocon, engine), folder);
  }

  /** Starts to train a sweep. */
  public Process start(String hocon, String engine) throws IOException {
    ProcessBuilder driver = driver(hocon, engine);
    environment(driver, folder, "127.0.0.1");
    return driver
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("driver.log").toFile())
        .start();
  }

  /** The first words of a command line: this JVM with the options that Spark and SIMD need. */
  public static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            argument ->
                argument.startsWith("--add-")
                    || argument.startsWith("-Dlog4j")
                    || argument.startsWith("-XX:+RestoreMXCSR"))
        .forEach(command::add);
    return command;
  }

  private ProcessBuilder driver(String hocon, String engine) throws IOException {
    Path sweep = folder.resolve("sweep.conf");
    Files.writeString(sweep, hocon);
    settings.putIfAbsent("spark.executor.extraClassPath", classPath);
    List<String> command = java();
    command.addAll(SHORT_LIVED);
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-Xmx700m", "-cp", classPath, SweepMain.class.getName()));
    command.addAll(List.of(sweep.toString(), engine, out));
    return new ProcessBuilder(command);
  }

  /**
   * Runs a driver to its end, or ends it when it takes too long, and returns what it printed.
   *
   * @param folder where it runs and its log is kept
   */
  public static String run(ProcessBuilder driver, Path folder)
      throws IOException, InterruptedException {
    environment(driver, folder, "127.0.0.1");
    Path log = folder.resolve("driver.log");
    Process process =
        driver
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      List<ProcessHandle> executors = process.descendants().toList();
      process.destroyForcibly().waitFor();
      executors.forEach(ProcessHandle::destroyForcibly);
      return Files.readString(log, UTF_8) + "\nended after " + MOST_MINUTES + " minutes";
    }
    return Files.readString(log, UTF_8);
  }

  /** What Spark wants of the environment to start processes without being installed. */
  static void environment(ProcessBuilder builder, Path folder, String host) throws IOException {
    Path home = folder.resolve("spark-home");
    Files.createDirectories(home.resolve("jars"));
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_IP", host);
    environment.remove("CUDA_VISIBLE_DEVICES");
  }
}
