// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An object as a YAML file describes it.
 *
 * @param place the file, for messages
 * @param content what stands there
 */
record Manifest(String place, Map<?, ?> content) {
  /** All objects of a text, one after another. */
  static List<Manifest> of(String place, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // The schemas name their types by them.
    options.setMaxAliasesForCollections(1000);
    List<Manifest> manifests = new ArrayList<>();
    for (Object content : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (!(content instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(place + ": must be an object, got " + content);
      }
      manifests.add(new Manifest(place, map));
    }
    return manifests;
  }

  static List<Manifest> read(Path file) {
    try {
      return of(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All objects of all YAML files under a folder. */
  static List<Manifest> under(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    }
  }

  String kind() {
    return content.containsKey("kind") ? content.get("kind").toString() : "no kind";
  }

  String name() {
    return at(content, "metadata", "name") instanceof String name ? name : "without a name";
  }

  /** What stands at a path of keys; null where one of them is not there. */
  static Object at(Object tree, String... path) {
    Object found = tree;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  @Override
  public String toString() {
    return place + ", " + kind() + " " + name();
  }
}
