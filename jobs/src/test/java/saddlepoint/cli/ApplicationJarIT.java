// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the build packs into the one jar that is handed to Spark. */
class ApplicationJarIT {
  private static final Path JAR = Path.of(System.getProperty("saddlepoint.jar"));
  private static final Path SPARK = Path.of(System.getProperty("saddlepoint.classpath"));

  @Test
  void holdsTheProductAndNothingThatSparkProvides() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .as(
              "a library that Spark provides must be provided in jobs/pom.xml; a new one goes here too")
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(
              name ->
                  name.matches(
                      "(saddlepoint|com/typesafe/config|picocli|org/knowm/xchart"
                          + "|org/apache/commons/(statistics|numbers|rng))/.*"));
    }
  }

  /**
   * The engine graph's libraries alone lie beside it, and those of s3a, which it may do without.
   */
  @Test
  void lacksNothingBesideSpark() throws IOException {
    List<URL> alone = new ArrayList<>();
    alone.add(JAR.toUri().toURL());
    for (String entry : Files.readString(SPARK).strip().split(File.pathSeparator)) {
      alone.add(Path.of(entry).toUri().toURL());
    }
    URL product = new URL("jar:" + JAR.toUri() + "!/saddlepoint/");
    Set<String> wanted =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                      .withImportOption(
                          location ->
                              location.contains("/saddlepoint/")
                                  && !location.contains("/saddlepoint/engine/graph/")
                                  && !location.contains("/saddlepoint/table/PutCommit"))
                      .importUrl(product)
                      .stream()
                      .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                      .map(type -> type.getTargetClass().getBaseComponentType())
                      .filter(type -> !type.isPrimitive())
                      .map(JavaClass::getName)
                      .filter(name -> !name.matches("org\\.(nd4j|deeplearning4j)\\..*"))
                      .collect(Collectors.toCollection(TreeSet::new));
            });
    List<String> lacking = new ArrayList<>();
    try (URLClassLoader spark =
        new URLClassLoader(alone.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (String name : wanted) {
        if (spark.getResource(name.replace('.', '/') + ".class") == null) {
          lacking.add(name);
        }
      }
    }

    assertThat(wanted).contains("org.apache.commons.statistics.inference.MannWhitneyUTest");
    assertThat(lacking).isEmpty();
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
