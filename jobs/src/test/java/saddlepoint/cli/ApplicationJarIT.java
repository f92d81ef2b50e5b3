package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the build packs into the one jar that is handed to Spark. */
class ApplicationJarIT {
  private static final Path JAR = Path.of(System.getProperty("saddlepoint.jar"));

  @Test
  void holdsNoClassThatSparkProvides() throws IOException {
    Set<String> ours = classesIn(JAR);
    assertThat(ours).isNotEmpty();

    for (Path provided : sparkClassPath()) {
      assertThat(classesIn(provided))
          .as("classes both in %s and in the application jar", provided.getFileName())
          .doesNotContainAnyElementsOf(ours);
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

  private static List<Path> sparkClassPath() throws IOException {
    String classPath = Files.readString(Path.of(System.getProperty("saddlepoint.classpath")));
    return List.of(classPath.split(File.pathSeparator)).stream().map(Path::of).toList();
  }

  private static Set<String> classesIn(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .collect(Collectors.toSet());
    }
  }
}
