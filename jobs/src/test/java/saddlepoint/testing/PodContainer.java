// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first container of a pod, run as a process here: what the entry point of Spark's image makes
 * of the pod's environment, with a folder for each volume. Users, limits and a read-only root are
 * not kept.
 */
public final class PodContainer {
  private final JsonNode pod;
  private final Process process;
  private final Path log;
  private boolean told;

  private PodContainer(JsonNode pod, Process process, Path log) {
    this.pod = pod;
    this.process = process;
    this.log = log;
  }

  /**
   * What is in the image.
   *
   * @param classPath of Spark's jars
   * @param paths folders of the image, and where they are here
   */
  public record Image(String classPath, Map<String, Path> paths) {}

  /** Gives the texts of a ConfigMap, by file name. */
  interface ConfigMaps {
    JsonNode data(String namespace, String name) throws IOException;
  }

  static PodContainer start(JsonNode pod, Path folder, Image image, ConfigMaps configMaps)
      throws IOException {
    JsonNode container = pod.at("/spec/containers/0");
    Files.createDirectories(folder);
    Map<String, Path> paths = new TreeMap<>(image.paths());
    for (JsonNode mount : container.get("volumeMounts")) {
      Path here = Files.createDirectories(folder.resolve(mount.get("name").textValue()));
      paths.put(mount.get("mountPath").textValue(), here);
      fill(pod, mount.get("name").textValue(), here, configMaps);
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : container.get("env")) {
      environment.put(variable.get("name").textValue(), here(value(pod, variable), paths));
    }
    Path log = folder.resolve("container.log");
    ProcessBuilder builder = new ProcessBuilder(command(container, environment, image));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new PodContainer(
        pod,
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        log);
  }

  private static void fill(JsonNode pod, String volume, Path folder, ConfigMaps configMaps)
      throws IOException {
    for (JsonNode declared : pod.at("/spec/volumes")) {
      if (!declared.get("name").textValue().equals(volume) || !declared.has("configMap")) {
        continue;
      }
      JsonNode data =
          configMaps.data(
              pod.at("/metadata/namespace").textValue(),
              declared.at("/configMap/name").textValue());
      for (JsonNode item : declared.at("/configMap/items")) {
        Files.writeString(
            folder.resolve(item.get("path").textValue()),
            data.get(item.get("key").textValue()).textValue());
      }
    }
  }

  private static String value(JsonNode pod, JsonNode variable) {
    return switch (variable.at("/valueFrom/fieldRef/fieldPath").asText()) {
      case "" -> variable.path("value").asText();
      case "status.podIP" -> "127.0.0.1";
      case "metadata.name" -> pod.at("/metadata/name").textValue();
      default -> throw new IllegalArgumentException(variable.toString());
    };
  }

  /** Where a path of the container, alone or as the value of an option, is here. */
  private static String here(String value, Map<String, Path> paths) {
    int begin = value.indexOf('=') + 1;
    String path = value.substring(begin);
    for (Map.Entry<String, Path> entry : paths.entrySet()) {
      if (path.equals(entry.getKey()) || path.startsWith(entry.getKey() + "/")) {
        return value.substring(0, begin)
            + entry.getValue()
            + path.substring(entry.getKey().length());
      }
    }
    return value;
  }

  /** As the entry point of Spark's image runs an executor. */
  private static List<String> command(
      JsonNode container, Map<String, String> environment, Image image) {
    if (!container.at("/args/0").asText().equals("executor")) {
      throw new IllegalArgumentException("no executor: " + container);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (int i = 0; environment.containsKey("SPARK_JAVA_OPT_" + i); i++) {
      command.add(environment.get("SPARK_JAVA_OPT_" + i));
    }
    String memory = environment.get("SPARK_EXECUTOR_MEMORY");
    command.addAll(List.of("-Xms" + memory, "-Xmx" + memory, "-cp"));
    command.add(
        String.join(
            File.pathSeparator,
            environment.get("SPARK_CONF_DIR"),
            environment.getOrDefault("SPARK_CLASSPATH", ""),
            image.classPath()));
    command.add("org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend");
    Map.of(
            "--driver-url", "SPARK_DRIVER_URL",
            "--executor-id", "SPARK_EXECUTOR_ID",
            "--cores", "SPARK_EXECUTOR_CORES",
            "--app-id", "SPARK_APPLICATION_ID",
            "--hostname", "SPARK_EXECUTOR_POD_IP",
            "--resourceProfileId", "SPARK_RESOURCE_PROFILE_ID",
            "--podName", "SPARK_EXECUTOR_POD_NAME")
        .forEach((option, variable) -> command.addAll(List.of(option, environment.get(variable))));
    return command;
  }

  /** The pod as it was asked for. */
  public JsonNode pod() {
    return pod;
  }

  /** The pod's name. */
  public String name() {
    return pod.at("/metadata/name").textValue();
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code, once it has ended; 128 and the signal's number after a signal. */
  public int exitCode() {
    return process.exitValue();
  }

  /** What it wrote. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Kills it, as the kernel does where memory is short. */
  public void kill() {
    process.destroyForcibly();
  }

  boolean isTold() {
    return told;
  }

  void setTold() {
    told = true;
  }

  /** As a pod that is deleted is ended. */
  void endUnless(boolean isThere) {
    if (!isThere) {
      process.destroy();
    }
  }
}
