// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.deploy.SparkSubmit;

/** The packaged application in a JVM of its own, as the launcher would start it. */
public final class Application {
  private static final long MOST_MINUTES = 15;
  private static final Pattern S3_LIBRARY =
      Pattern.compile(
          "/(hadoop-aws|com/amazonaws|httpcomponents|ion-java|jackson-dataformat-cbor)/");

  private final Path folder;
  private final List<String> javaOptions = new ArrayList<>();
  private final List<String> sparkOptions = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String memory = "700m";
  private String libraries = "";
  private List<String> prefix = List.of();

  /**
   * Not started yet.
   *
   * @param folder where it runs and its output is kept
   */
  public Application(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    sparkOptions.addAll(List.of("--master", "local[2]"));
    with("spark.ui.enabled", "false");
    with("spark.ui.showConsoleProgress", "false");
    with("spark.driver.host", "127.0.0.1");
    with("spark.driver.bindAddress", "127.0.0.1");
  }

  /** With a setting of Spark. */
  public Application with(String key, String value) {
    sparkOptions.addAll(List.of("--conf", key + "=" + value));
    return this;
  }

  /** With an option of spark-submit. */
  public Application withSparkOption(String name, String value) {
    sparkOptions.addAll(List.of(name, value));
    return this;
  }

  /** With what the launcher has of the profile aws only. */
  public Application withS3() {
    libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(S3_LIBRARY.asPredicate())
            .collect(Collectors.joining(File.pathSeparator, File.pathSeparator, ""));
    return this;
  }

  /** With an option of the JVM. */
  public Application withJavaOption(String option) {
    javaOptions.add(option);
    return this;
  }

  /** With a variable of the environment. */
  public Application withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** With a heap. */
  public Application withMemory(String size) {
    memory = size;
    return this;
  }

  /** With words in front of the command, which run it. */
  public Application under(String... words) {
    prefix = List.of(words);
    return this;
  }

  /** What it printed, and its exit code. */
  public record Ended(int exit, String out, String err) {
    /** Lines that were said. */
    public List<String> errLines() {
      return err.lines().toList();
    }
  }

  /** Starts it. */
  public Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectOutput(out().toFile())
        .redirectError(err().toFile())
        .start();
  }

  /** Runs it to its end, or ends it when it takes too long. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return await(start(arguments));
  }

  /** Waits for it, or ends it when it takes too long. */
  public Ended await(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException(
          "not ended in " + MOST_MINUTES + " minutes:\n" + Files.readString(err()));
    }
    return new Ended(
        process.exitValue(), Files.readString(out(), UTF_8), Files.readString(err(), UTF_8));
  }

  private Path out() {
    return folder.resolve("out.txt");
  }

  private Path err() {
    return folder.resolve("err.txt");
  }

  private List<String> command(String... arguments) throws IOException {
    String spark = Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip();
    String graphFile = System.getProperty("saddlepoint.graph-classpath");
    String graph = Files.readString(Path.of(graphFile)).strip();
    List<String> command = new ArrayList<>(prefix);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(System.getProperty("saddlepoint.java-options").split(" ")));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.add("-Dsaddlepoint.graph-classpath=" + graphFile);
    command.addAll(SparkProcess.SHORT_LIVED);
    command.addAll(javaOptions);
    command.addAll(List.of("-Xmx" + memory, "-cp", spark + File.pathSeparator + graph + libraries));
    command.add(SparkSubmit.class.getName());
    command.addAll(sparkOptions);
    command.addAll(
        List.of("--class", "saddlepoint.cli.Main", System.getProperty("saddlepoint.jar")));
    command.addAll(List.of(arguments));
    return command;
  }
}
