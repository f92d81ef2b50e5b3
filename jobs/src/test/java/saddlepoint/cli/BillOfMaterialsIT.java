// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials that scanners for vulnerabilities read. */
class BillOfMaterialsIT {
  /** A library in Maven's repository: .../ARTIFACT/VERSION/ARTIFACT-VERSION[-CLASSIFIER].jar. */
  private static String library(String jar) {
    Path version = Path.of(jar).getParent();
    return version.getParent().getFileName() + " " + version.getFileName();
  }

  @Test
  void namesEveryLibraryThatTheProductRunsOn() throws IOException {
    Path file = Path.of(System.getProperty("saddlepoint.home"), "target", "bom.json");
    JsonNode bom = new ObjectMapper().readTree(file.toFile());
    Set<String> listed = new TreeSet<>();
    bom.get("components")
        .forEach(it -> listed.add(it.get("name").asText() + " " + it.get("version").asText()));

    List<String> onClassPath =
        Stream.of("saddlepoint.classpath", "saddlepoint.graph-classpath")
            .flatMap(list -> jars(System.getProperty(list)))
            .map(BillOfMaterialsIT::library)
            .toList();

    assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(onClassPath).hasSizeGreaterThan(100);
    assertThat(listed)
        .containsAll(onClassPath)
        .contains("config 1.4.5", "picocli 4.7.7", "xchart 3.8.8")
        .noneMatch(library -> library.matches("(junit|assertj|archunit|duckdb).*"));
  }

  private static Stream<String> jars(String list) {
    try {
      return Stream.of(Files.readString(Path.of(list)).strip().split(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
