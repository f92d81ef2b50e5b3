// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the build packs into the one jar that is handed to Spark. */
class ApplicationJarIT {
  private static final Path JAR = Path.of(System.getProperty("saddlepoint.jar"));

  @Test
  void holdsTheProductAndNothingThatSparkProvides() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .as(
              "a library that Spark provides must be provided in jobs/pom.xml; a new one goes here too")
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(
              name ->
                  name.matches("(saddlepoint|com/typesafe/config|picocli|org/knowm/xchart)/.*"));
    }
  }

  @Test
  void namesItsEntryPointAndVersion() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Main-Class")).isEqualTo("saddlepoint.cli.Main");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank().doesNotContain("$");
      assertThat(manifest.getValue("Git-Commit")).matches("[0-9a-f]{40}|unknown");
    }
  }

  @Test
  void carriesNoSignatureOfALibrary() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
    }
  }
}
