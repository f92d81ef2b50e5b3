// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compares objects with the schema of their kind. */
final class ManifestSchemas {
  private static final String RESOURCE = "/kubernetes/schemas.yaml";
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonNode schemas;

  ManifestSchemas() {
    try (InputStream stream = ManifestSchemas.class.getResourceAsStream(RESOURCE)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      schemas = mapper.valueToTree(Manifest.of(RESOURCE, text).get(0).content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an object, each with its place; nothing if it fits its kind. */
  List<String> problems(Manifest manifest) {
    JsonNode schema = schemas.at("/$defs/" + manifest.kind());
    // The other definitions are types inside of kinds, which begin with a capital.
    if (schema.isMissingNode() || !Character.isUpperCase(manifest.kind().charAt(0))) {
      return List.of(manifest + ": no schema of this kind in " + RESOURCE);
    }
    ObjectNode whole = schema.deepCopy();
    return FACTORY.getSchema(whole).validate(mapper.valueToTree(manifest.content())).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .map(message -> manifest + ": " + message)
        .toList();
  }
}
