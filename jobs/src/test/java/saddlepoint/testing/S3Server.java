// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * As much of S3 as s3a asks for, in memory and on loopback: one bucket of any name, whose requests
 * come one after the other, so that all see the same. Signatures are not looked at.
 */
public final class S3Server implements AutoCloseable {
  private static final int THREADS = 32;
  private static final DateTimeFormatter HTTP_TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern DELETED = Pattern.compile("<Key>(.*?)</Key>");
  private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

  /** What becomes of a PUT with If-None-Match. */
  public enum Conditions {
    /** As S3 does. */
    OBEYED,
    /** The header is passed over. */
    IGNORED,
    /** The header is refused. */
    REFUSED
  }

  /** What goes wrong with a PUT with If-None-Match. */
  public enum Fault {
    /** 409, and nothing is done. */
    CONFLICT,
    /** It is done, and the connection breaks before that is answered. */
    ANSWER_LOST
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Conditions conditions;
  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private final Map<String, SortedMap<Integer, byte[]>> uploads = new HashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();

  /** An object. */
  private record Stored(byte[] content, Map<String, String> metadata, Instant modified) {
    String tag() {
      try {
        byte[] digest = MessageDigest.getInstance("MD5").digest(content);
        return '"' + HexFormat.of().formatHex(digest) + '"';
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Starts it, on a port that is free. */
  public S3Server(Conditions conditions) throws IOException {
    this.conditions = conditions;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Has what comes next of these go wrong, one after the other. */
  public void plan(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Settings of s3a, without Spark's prefix. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fs.s3a.endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.put("fs.s3a.endpoint.region", "eu-central-1");
    settings.put("fs.s3a.path.style.access", "true");
    settings.put("fs.s3a.access.key", "anybody");
    settings.put("fs.s3a.secret.key", "anything");
    return settings;
  }

  /** The same for Hadoop's clients in this process; each one is another file system. */
  public Configuration configuration() {
    Configuration configuration = new Configuration();
    settings().forEach(configuration::set);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    return configuration;
  }

  /** The keys of all objects, sorted. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** Has all objects be older than they are. */
  public synchronized void age(Duration by) {
    objects.replaceAll(
        (key, stored) ->
            new Stored(stored.content(), stored.metadata(), stored.modified().minus(by)));
  }

  /** How many requests of each kind have come. */
  public Map<String, Integer> requests() {
    return requests.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, kind -> kind.getValue().get(), (a, b) -> a, TreeMap::new));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      S3Request request = S3Request.of(exchange);
      requests.computeIfAbsent(request.kind(), kind -> new AtomicInteger()).incrementAndGet();
      Answer answer;
      synchronized (this) {
        answer = answer(request);
      }
      if (answer != null) {
        answer.send(exchange);
      }
    } catch (IOException | RuntimeException e) {
      // The client sees a broken connection; this is for whoever asks why.
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      System.out.println("S3: " + text);
    }
  }

  /** Null if the connection is to break. */
  private Answer answer(S3Request request) {
    return switch (request.kind()) {
      case "LIST" -> list(request);
      case "HEAD", "GET" -> get(request);
      case "PUT" -> put(request);
      case "PUT IF ABSENT" -> putIfAbsent(request);
      case "COPY" -> copy(request);
      case "DELETE" -> delete(List.of(request.key()), 204);
      case "DELETE MANY" ->
          delete(
              DELETED
                  .matcher(new String(request.body(), UTF_8))
                  .results()
                  .map(key -> key.group(1).replace("&lt;", "<").replace("&amp;", "&"))
                  .toList(),
              200);
      case "UPLOAD" -> begin(request);
      case "UPLOAD PART" -> part(request);
      case "UPLOAD END" -> end(request);
      case "UPLOAD ABORT" -> {
        uploads.remove(request.query().get("uploadId"));
        yield Answer.empty(204);
      }
      default -> Answer.error(501, "NotImplemented");
    };
  }

  private Answer list(S3Request request) {
    String prefix = request.query().getOrDefault("prefix", "");
    String delimiter = request.query().getOrDefault("delimiter", "");
    TreeSet<String> folders = new TreeSet<>();
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    int count = 0;
    for (Map.Entry<String, Stored> entry : objects.tailMap(prefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (end >= 0) {
        folders.add(key.substring(0, end + delimiter.length()));
      } else {
        count++;
        xml.append("<Contents><Key>" + escape(key) + "</Key><LastModified>");
        xml.append(entry.getValue().modified() + "</LastModified><ETag>");
        xml.append(escape(entry.getValue().tag()) + "</ETag><Size>");
        xml.append(entry.getValue().content().length + "</Size>");
        xml.append("<StorageClass>STANDARD</StorageClass></Contents>");
      }
    }
    for (String folder : folders) {
      xml.append("<CommonPrefixes><Prefix>" + escape(folder) + "</Prefix></CommonPrefixes>");
    }
    xml.append("<KeyCount>" + (count + folders.size()) + "</KeyCount></ListBucketResult>");
    return Answer.xml(200, xml.toString());
  }

  private Answer get(S3Request request) {
    Stored stored = objects.get(request.key());
    if (stored == null) {
      // Of a bucket that is asked for itself there is nothing to say.
      return request.key().isEmpty() ? Answer.empty(200) : Answer.error(404, "NoSuchKey");
    }
    Map<String, String> headers = new LinkedHashMap<>(stored.metadata());
    headers.put("ETag", stored.tag());
    headers.put("Last-Modified", HTTP_TIME.format(stored.modified()));
    byte[] content = stored.content();
    Matcher range = RANGE.matcher(request.header("Range"));
    if (!range.matches()) {
      return new Answer(200, headers, content);
    }
    int first = Integer.parseInt(range.group(1));
    if (first >= content.length) {
      return Answer.error(416, "InvalidRange");
    }
    int last = content.length - 1;
    if (!range.group(2).isEmpty()) {
      last = (int) Math.min(last, Long.parseLong(range.group(2)));
    }
    headers.put("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
    return new Answer(206, headers, Arrays.copyOfRange(content, first, last + 1));
  }

  private Answer put(S3Request request) {
    return store(request.key(), request.body(), request.metadata());
  }

  private Answer store(String key, byte[] content, Map<String, String> metadata) {
    Stored stored = new Stored(content, metadata, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    objects.put(key, stored);
    return new Answer(200, Map.of("ETag", stored.tag()), new byte[0]);
  }

  private Answer putIfAbsent(S3Request request) {
    if (conditions == Conditions.REFUSED) {
      return Answer.error(501, "NotImplemented");
    }
    Fault fault = faults.poll();
    if (fault == Fault.CONFLICT) {
      return Answer.error(409, "ConditionalRequestConflict");
    }
    if (conditions == Conditions.OBEYED && objects.containsKey(request.key())) {
      return Answer.error(412, "PreconditionFailed");
    }
    Answer done = put(request);
    return fault == Fault.ANSWER_LOST ? null : done;
  }

  private Answer copy(S3Request request) {
    String source = URLDecoder.decode(request.header("x-amz-copy-source"), UTF_8);
    Stored from = objects.get(S3Request.keyOf(source.startsWith("/") ? source : "/" + source));
    if (from == null) {
      return Answer.error(404, "NoSuchKey");
    }
    store(request.key(), from.content(), from.metadata());
    Stored to = objects.get(request.key());
    return Answer.xml(
        200,
        "<CopyObjectResult><ETag>%s</ETag><LastModified>%s</LastModified></CopyObjectResult>"
            .formatted(escape(to.tag()), to.modified()));
  }

  private Answer delete(List<String> keys, int status) {
    keys.forEach(objects::remove);
    return status == 200 ? Answer.xml(200, "<DeleteResult/>") : Answer.empty(status);
  }

  private Answer begin(S3Request request) {
    String upload = "upload-" + requests.get(request.kind());
    uploads.put(upload, new TreeMap<>());
    return Answer.xml(
        200,
        "<InitiateMultipartUploadResult><UploadId>"
            + upload
            + "</UploadId></InitiateMultipartUploadResult>");
  }

  private Answer part(S3Request request) {
    SortedMap<Integer, byte[]> parts = uploads.get(request.query().get("uploadId"));
    if (parts == null) {
      return Answer.error(404, "NoSuchUpload");
    }
    parts.put(Integer.parseInt(request.query().get("partNumber")), request.body());
    String tag = new Stored(request.body(), Map.of(), Instant.EPOCH).tag();
    return new Answer(200, Map.of("ETag", tag), new byte[0]);
  }

  private Answer end(S3Request request) {
    SortedMap<Integer, byte[]> parts = uploads.remove(request.query().get("uploadId"));
    if (parts == null) {
      return Answer.error(404, "NoSuchUpload");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    PART.matcher(new String(request.body(), UTF_8))
        .results()
        .map(part -> parts.get(Integer.parseInt(part.group(1))))
        .forEach(whole::writeBytes);
    store(request.key(), whole.toByteArray(), Map.of());
    return Answer.xml(
        200,
        "<CompleteMultipartUploadResult><ETag>"
            + escape(objects.get(request.key()).tag())
            + "</ETag></CompleteMultipartUploadResult>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** What is answered. */
  private record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer empty(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer xml(int status, String text) {
      return new Answer(
          status,
          Map.of("Content-Type", "application/xml"),
          ("<?xml version=\"1.0\"?>" + text).getBytes(UTF_8));
    }

    static Answer error(int status, String code) {
      return xml(status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    void send(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      if (isHead) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      }
      exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
      if (!isHead && body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
