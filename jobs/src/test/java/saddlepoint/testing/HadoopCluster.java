// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * HDFS and YARN on loopback, in a process with a class path of its own: it needs what Spark must
 * not meet. Ends what it started, and ends by itself when this process is no more.
 */
public final class HadoopCluster implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Path folder;
  private final Process process;

  /**
   * Starts it, and waits until it can be used.
   *
   * @param folder for its files and its log
   * @param nodeManagers of YARN; 0 for HDFS alone
   */
  public HadoopCluster(Path folder, int dataNodes, int nodeManagers) throws IOException {
    this.folder = Files.createDirectories(folder);
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(SparkProcess.SHORT_LIVED);
    command.addAll(
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.io.tmpdir=" + temporary,
            "-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"),
            "-Xmx900m",
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("saddlepoint.hadoop-cluster")
                + "/*",
            HadoopMain.class.getName(),
            folder.toString(),
            Integer.toString(dataNodes),
            Integer.toString(nodeManagers)));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Containers get it from here.
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    await("ready");
  }

  /** The settings of Hadoop's clients, for HADOOP_CONF_DIR. */
  public Path conf() {
    return folder.resolve("conf");
  }

  /** The same for clients in this process. */
  public Configuration settings() {
    YarnConfiguration settings = new YarnConfiguration();
    for (String file : List.of("core-site.xml", "yarn-site.xml")) {
      settings.addResource(new org.apache.hadoop.fs.Path(conf().resolve(file).toUri()));
    }
    return settings;
  }

  /** A folder in HDFS, as a URI. */
  public String uri(String name) {
    return settings().get("fs.defaultFS") + "/" + name;
  }

  /** Where containers write, below a folder an application. */
  public Path folder() {
    return folder;
  }

  /** Has it do one of what {@link HadoopMain} obeys, and waits until it is done. */
  public void order(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    await("done: " + line);
  }

  private Path log() {
    return folder.resolve("hadoop.log");
  }

  private void await(String answer) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Files.readString(log(), UTF_8).lines().noneMatch(("HADOOP " + answer)::equals)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        close();
        throw new IOException("no '" + answer + "' from Hadoop: " + Files.readString(log(), UTF_8));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while Hadoop was at work", e);
      }
    }
  }

  /** With it end the containers that it started. */
  @Override
  public void close() {
    List<ProcessHandle> containers = process.descendants().toList();
    process.destroyForcibly();
    containers.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while Hadoop ends", e));
    }
  }
}
