// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of what an executor printed, as far as it can be read from here.
 *
 * @param place where all of it is
 * @param end its last lines; empty if they cannot be read from here, or there are none
 */
record ExecutorLog(String place, List<String> end) {
  /** A JVM that cannot begin says so on its standard output. */
  private static final List<String> STREAMS = List.of("stderr", "stdout");

  private static final int MOST_LINES = 5;
  private static final int MOST_BYTES = 4000;
  private static final int MOST_CHARACTERS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  ExecutorLog {
    end = List.copyOf(end);
  }

  /** Of a worker that runs in this JVM, in Spark's local-cluster mode. */
  static ExecutorLog here(String executor) {
    Path folder = Path.of(System.getenv().getOrDefault("SPARK_HOME", "."), "work", executor);
    for (String stream : STREAMS) {
      List<String> end = end(read(folder.resolve(stream)));
      if (!end.isEmpty()) {
        return new ExecutorLog(folder.resolve(stream).toString(), end);
      }
    }
    return new ExecutorLog(folder.resolve(STREAMS.get(0)).toString(), List.of());
  }

  /**
   * Of a worker elsewhere.
   *
   * @param page the address of the worker's web pages, where it is known
   */
  static ExecutorLog at(String worker, String executor, Optional<String> page) {
    int slash = executor.lastIndexOf('/');
    String query =
        "?appId="
            + executor.substring(0, slash)
            + "&executorId="
            + executor.substring(slash + 1)
            + "&logType=";
    if (page.isPresent()) {
      for (String stream : STREAMS) {
        List<String> end = end(fetch(page.get() + "/log/" + query + stream));
        if (!end.isEmpty()) {
          return new ExecutorLog(page.get() + "/logPage/" + query + stream, end);
        }
      }
    }
    return new ExecutorLog("work/" + executor + "/stderr of " + worker, List.of());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String fetch(String address) {
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(address + "&byteLength=" + MOST_BYTES))
                      .timeout(PATIENCE)
                      .build(),
                  HttpResponse.BodyHandlers.ofString(UTF_8));
      return answer.statusCode() == HttpURLConnection.HTTP_OK ? answer.body() : "";
    } catch (IOException | IllegalArgumentException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Without the command that Spark writes first, which holds settings, and without controls. */
  static List<String> end(String text) {
    List<String> lines =
        text.lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
            .filter(line -> !line.isEmpty())
            .filter(line -> !line.startsWith("Spark Executor Command:"))
            .filter(line -> !line.matches("=+|=+ Bytes .*"))
            .map(line -> line.substring(0, Math.min(line.length(), MOST_CHARACTERS)))
            .toList();
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }

  /** For a message. */
  String text() {
    return end.isEmpty()
        ? "its log is " + place
        : "its log (" + place + ") ends: " + String.join(" | ", end);
  }
}
