// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked of {@link S3Server}.
 *
 * @param kind its method, or what it means
 */
record S3Request(
    String kind, String key, Map<String, String> query, Map<String, String> headers, byte[] body) {
  static S3Request of(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String key = keyOf(exchange.getRequestURI().getPath());
    String kind = kind(exchange.getRequestMethod(), key, query, headers);
    return new S3Request(kind, key, query, headers, body(exchange, headers));
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** What the writer says of the object. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-meta-")) {
            metadata.put(name, value);
          }
        });
    return metadata;
  }

  private static String kind(
      String method, String key, Map<String, String> query, Map<String, String> headers) {
    return switch (method) {
      case "GET" -> key.isEmpty() ? "LIST" : method;
      case "PUT" -> {
        if (query.containsKey("uploadId")) {
          yield "UPLOAD PART";
        }
        if (headers.containsKey("x-amz-copy-source")) {
          yield "COPY";
        }
        yield "*".equals(headers.get("If-None-Match")) ? "PUT IF ABSENT" : method;
      }
      case "POST" ->
          query.containsKey("delete")
              ? "DELETE MANY"
              : query.containsKey("uploads") ? "UPLOAD" : "UPLOAD END";
      case "DELETE" -> query.containsKey("uploadId") ? "UPLOAD ABORT" : method;
      default -> method;
    };
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
    }
    return query;
  }

  /** Signed pieces follow each other: SIZE;chunk-signature=... in a line, then as many bytes. */
  private static byte[] body(HttpExchange exchange, Map<String, String> headers)
      throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    if (!headers.getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING")) {
      return sent;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = 0;
    while (at < sent.length) {
      int end = at;
      while (sent[end] != '\r') {
        end++;
      }
      int size = Integer.parseInt(new String(sent, at, end - at, UTF_8).split(";")[0], 16);
      body.write(sent, end + 2, size);
      at = end + 2 + size + 2;
    }
    return body.toByteArray();
  }

  /** What is behind the bucket: /BUCKET/KEY. */
  static String keyOf(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? "" : path.substring(end + 1);
  }
}
