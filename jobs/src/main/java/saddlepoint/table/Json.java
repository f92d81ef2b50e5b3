// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import saddlepoint.metric.VerdictLimits;

/** Records as JSON; unknown and missing names are errors. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, ToStringSerializer.instance)
                  .addDeserializer(Duration.class, new DurationDeserializer())
                  .setMixInAnnotation(VerdictLimits.class, ChangedLimits.class))
          .build();

  private Json() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /**
   * A record behind a line with the format and the record's own SHA-256, so that damage is seen.
   *
   * @param value becomes one line
   */
  static byte[] seal(Object value) {
    byte[] body = write(value);
    byte[] seal = write(new Seal(TableFolder.FORMAT, Digests.sha256(body)));
    byte[] sealed = Arrays.copyOf(seal, seal.length + 1 + body.length);
    sealed[seal.length] = '\n';
    System.arraycopy(body, 0, sealed, seal.length + 1, body.length);
    return sealed;
  }

  /**
   * What was sealed, or what format 1 wrote without a seal.
   *
   * @param mayBeOfFormat1 whether a record without a seal is taken
   * @param run that the record must name; records of format 1 are given it where they lack it
   * @throws JsonProcessingException if it is no JSON of this type
   * @throws DamagedException if the content is not what was sealed
   * @throws FormatException if it is of a format of the future
   */
  static <T extends OfRun> T unseal(
      byte[] content, Class<T> type, String run, boolean mayBeOfFormat1) throws IOException {
    int line = 0;
    while (line < content.length && content[line] != '\n') {
      line++;
    }
    if (line == content.length) {
      if (!mayBeOfFormat1) {
        ObjectNode record = object(content);
        if (record.has("format")) {
          requireFormat(record.get("format").asInt());
        }
        throw new DamagedException("is damaged: it lacks the line with its SHA-256");
      }
      return ofFormat1(content, type, run);
    }
    ObjectNode first = object(Arrays.copyOf(content, line));
    requireFormat(first.path("format").asInt());
    Seal seal = MAPPER.treeToValue(first, Seal.class);
    byte[] body = Arrays.copyOfRange(content, line + 1, content.length);
    String found = Digests.sha256(body);
    if (!found.equals(seal.sha256())) {
      throw new DamagedException(
          "is damaged: its SHA-256 is " + found + " and must be " + seal.sha256());
    }
    Optional<T> current = current(body, type);
    if (current.isPresent() && current.get().run().equals(run)) {
      return current.get();
    }
    ObjectNode record = object(body);
    requireRun(record, run);
    OlderRecords.renew(record, type);
    return MAPPER.treeToValue(record, type);
  }

  /**
   * A record of this build, straight from its text, of which a million trials have 30 MB; empty if
   * it is older or not as it should be.
   */
  private static <T> Optional<T> current(byte[] body, Class<T> type) throws IOException {
    try {
      return Optional.ofNullable(
          MAPPER
              .readerFor(type)
              .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .<T>readValue(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static <T> T ofFormat1(byte[] content, Class<T> type, String run) throws IOException {
    ObjectNode record = object(content);
    if (record.has("format")) {
      int format = record.remove("format").asInt();
      requireFormat(format);
      if (format != 1) {
        throw new DamagedException("is damaged: nothing is behind the line with its SHA-256");
      }
    }
    if (!record.has("run")) {
      record.put("run", run);
    }
    requireRun(record, run);
    OlderRecords.renew(record, type);
    return MAPPER.treeToValue(record, type);
  }

  /** An object with whatever it holds. */
  static ObjectNode object(byte[] json) throws IOException {
    JsonNode node = MAPPER.readTree(json);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new DamagedException("is damaged: it must be an object, got " + node.getNodeType());
  }

  private static void requireFormat(int format) throws FormatException {
    if (format < 1 || format > TableFolder.FORMAT) {
      throw new FormatException(
          "tells of format "
              + format
              + "; this build knows 1 to "
              + TableFolder.FORMAT
              + ", use the build that wrote it or another --run");
    }
  }

  private static void requireRun(ObjectNode record, String run) throws DamagedException {
    String found = record.path("run").asText();
    if (!found.equals(run)) {
      throw new DamagedException("is of run " + found + ", not of " + run);
    }
  }

  /** Of ISO 8601: {@code PT1M30S}. */
  private static final class DurationDeserializer extends FromStringDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationDeserializer() {
      super(Duration.class);
    }

    @Override
    protected Duration _deserialize(String text, DeserializationContext context) {
      return Duration.parse(text);
    }
  }

  /** Limits are written as the map of those that were changed. */
  private abstract static class ChangedLimits {
    @SuppressWarnings("UnusedVariable")
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ChangedLimits(SortedMap<String, Double> changed) {}

    @JsonValue
    abstract SortedMap<String, Double> changed();
  }

  private record Seal(int format, String sha256) {}

  /** Says that a file is of another build, without its place. */
  static final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }

  /** Says what is wrong with a file's content, without its place. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
      super(message);
    }
  }
}
