// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/**
 * A master and workers of Spark's standalone cluster, each a process of its own on loopback. Ends
 * what it started.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final List<String> javaOptions;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts the master.
   *
   * @param folder for logs, scripts and the workers' files
   */
  public StandaloneCluster(Path folder) throws IOException {
    this(folder, List.of());
  }

  /** Starts the master; it and workers get options of the JVM. */
  public StandaloneCluster(Path folder, List<String> javaOptions) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.javaOptions = List.copyOf(javaOptions);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start(
        "master",
        "127.0.0.1",
        List.of(),
        Master.class,
        List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0"));
  }

  /** For spark.master. */
  public String url() {
    return "spark://127.0.0.1:" + port;
  }

  /**
   * Starts a worker whose discovery script lists some GPUs.
   *
   * @param host a loopback address
   * @param addresses of its GPUs
   */
  public void addWorker(String host, int cores, String... addresses) throws IOException {
    String name = "worker-" + processes.size();
    Path script = folder.resolve(name + ".sh");
    Files.writeString(
        script,
        "#!/bin/sh\necho '{\"name\":\"gpu\",\"addresses\":[\""
            + String.join("\",\"", addresses)
            + "\"]}'\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + script + " executable");
    }
    start(
        name,
        host,
        List.of(
            "-Dspark.worker.resource.gpu.amount=" + addresses.length,
            "-Dspark.worker.resource.gpu.discoveryScript=" + script),
        Worker.class,
        List.of(
            "--host",
            host,
            "--cores",
            Integer.toString(cores),
            "--memory",
            "2g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            url()));
    awaitRegistration(name);
  }

  /** The executors of all workers. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .skip(1)
        .flatMap(Process::descendants)
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Kills the worker that came first and is alive, as by kill -9; its executors notice. */
  void killWorker() throws InterruptedException {
    processes.stream()
        .skip(1)
        .filter(Process::isAlive)
        .findFirst()
        .orElseThrow()
        .destroyForcibly()
        .waitFor();
  }

  private void start(
      String name, String host, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    Path settings = folder.resolve("log4j2.properties");
    // Workers tell at this level that they are registered, and nowhere else that is easy to ask.
    Files.writeString(
        settings,
        """
        rootLogger.level = info
        rootLogger.appenderRef.out.ref = out
        appender.out.type = Console
        appender.out.name = out
        appender.out.layout.type = PatternLayout
        appender.out.layout.pattern = %p %c{1}: %m%n%ex
        """);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(SparkProcess.SHORT_LIVED);
    command.addAll(javaOptions);
    command.addAll(options);
    command.add("-Dlog4j2.configurationFile=" + settings);
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    SparkProcess.environment(builder, folder, host);
    processes.add(builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start());
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void awaitRegistration(String name) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(log(name), UTF_8).contains("Successfully registered with master")) {
      if (System.nanoTime() > end) {
        throw new IOException(name + " is not registered: " + Files.readString(log(name), UTF_8));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + name + " registers", e);
      }
    }
  }

  /** Ends workers before the master, and executors with their workers. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      List<ProcessHandle> children = process.descendants().toList();
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted while a cluster ends", e));
      }
      children.forEach(ProcessHandle::destroy);
    }
  }
}
