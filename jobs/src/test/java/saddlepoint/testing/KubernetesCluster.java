// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * Kubernetes as Spark's client sees it, on loopback: an API server that keeps what it is given, in
 * a process of its own, and a kubelet that runs each pod's container as a process. Nothing is
 * scheduled, refused or isolated. Ends what it started.
 */
public final class KubernetesCluster implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final PodContainer.Image image;
  private final Process api;
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, PodContainer> pods = new ConcurrentSkipListMap<>();
  private final Thread kubelet = new Thread(this::keepHouse, "kubelet");
  private volatile Exception failure;

  /**
   * Starts it, and waits until it can be used.
   *
   * @param folder for pods' folders and logs
   */
  public KubernetesCluster(Path folder, PodContainer.Image image) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.image = image;
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(SparkProcess.SHORT_LIVED);
    command.addAll(
        List.of(
            "-Xmx200m",
            "-cp",
            Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip()
                + File.pathSeparator
                + System.getProperty("saddlepoint.kubernetes-api")
                + "/*",
            Path.of(System.getProperty("saddlepoint.home"))
                .resolve("jobs/src/test/kubernetes/KubernetesApi.java")
                .toString()));
    Path told = folder.resolve("api.txt");
    api =
        new ProcessBuilder(command)
            .redirectOutput(told.toFile())
            .redirectError(folder.resolve("api.log").toFile())
            .start();
    address = "http://127.0.0.1:" + awaitPort(told);
    kubelet.setDaemon(true);
    kubelet.start();
  }

  private String awaitPort(Path told) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String text = Files.readString(told, UTF_8);
      if (text.startsWith("API ") && text.endsWith("\n")) {
        return text.strip().substring(4);
      }
      if (System.nanoTime() > end || !api.isAlive()) {
        api.destroyForcibly();
        throw new IOException("no API: " + Files.readString(folder.resolve("api.log"), UTF_8));
      }
      pause();
    }
  }

  /** For spark.master. */
  public String url() {
    return "k8s://" + address;
  }

  /** The pods that were ever run, by name; those that are deleted are among them. */
  public List<PodContainer> pods() {
    if (failure != null) {
      throw new IllegalStateException("the kubelet has failed", failure);
    }
    return List.copyOf(pods.values());
  }

  /** The names of the pods that the API server still has. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    list().forEach(pod -> names.add(pod.at("/metadata/name").textValue()));
    return names;
  }

  private JsonNode list() throws IOException {
    return send(HttpRequest.newBuilder(URI.create(address + "/api/v1/pods"))).get("items");
  }

  private void keepHouse() {
    try {
      while (api.isAlive()) {
        List<String> there = new ArrayList<>();
        for (JsonNode pod : list()) {
          String name = pod.at("/metadata/name").textValue();
          there.add(name);
          PodContainer known = pods.get(name);
          if (known == null) {
            pods.put(name, PodContainer.start(pod, folder.resolve(name), image, this::configMap));
            tell(pod, "Running", "{\"running\": {\"startedAt\": \"2026-01-01T00:00:00Z\"}}");
          } else if (!known.isAlive() && !known.isTold()) {
            known.setTold();
            int code = known.exitCode();
            tell(
                pod,
                code == 0 ? "Succeeded" : "Failed",
                "{\"terminated\": {\"exitCode\": " + code + "}}");
          }
        }
        pods.forEach((name, container) -> container.endUnless(there.contains(name)));
        Thread.sleep(PERIOD.toMillis());
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode configMap(String namespace, String name) throws IOException {
    String path = address + "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
    return send(HttpRequest.newBuilder(URI.create(path))).get("data");
  }

  private void tell(JsonNode pod, String phase, String state) throws IOException {
    String status =
        """
        {"status": {"phase": "%s", "podIP": "127.0.0.1", "containerStatuses": [{"name": "%s", "state": %s}]}}
        """
            .formatted(phase, pod.at("/spec/containers/0/name").textValue(), state);
    String path =
        "%s/api/v1/namespaces/%s/pods/%s"
            .formatted(
                address,
                pod.at("/metadata/namespace").textValue(),
                pod.at("/metadata/name").textValue());
    send(
        HttpRequest.newBuilder(URI.create(path))
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(status)));
  }

  /** A pod that is deleted meanwhile is no failure. */
  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() / 100 != 2 && answer.statusCode() != 404) {
        throw new IOException(answer + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the API server answers", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the API server starts", e);
    }
  }

  @Override
  public void close() {
    kubelet.interrupt();
    pods.values().forEach(container -> container.endUnless(false));
    api.destroyForcibly();
  }
}
