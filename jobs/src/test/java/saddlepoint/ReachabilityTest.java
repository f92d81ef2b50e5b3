// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class of the product is reached from its entry points. */
class ReachabilityTest {
  private static final Path HOME = Path.of(System.getProperty("saddlepoint.home"));
  private static final Pattern CLASS = Pattern.compile("saddlepoint(?:\\.[a-z]+)+\\.[A-Z]\\w*");

  private final Map<String, String> sources = sources();
  private final JavaClasses product = new ClassFileImporter().importPackages("saddlepoint");

  @Test
  void fromCommandsServicesAndScripts() throws IOException {
    Map<String, Set<String>> uses = uses();
    Set<String> unreached = new TreeSet<>(uses.keySet());
    Deque<String> next = new ArrayDeque<>(entryPoints());
    assertThat(next).contains("saddlepoint.cli.Main", "saddlepoint.engine.graph.GraphEngine");
    assertThat(uses).containsKeys(next.toArray(String[]::new)).hasSizeGreaterThan(350);
    while (!next.isEmpty()) {
      String reached = next.remove();
      if (unreached.remove(reached)) {
        next.addAll(uses.get(reached));
      }
    }
    assertThat(unreached).isEmpty();
  }

  /** Top-level classes and what they and their nested classes use of the product. */
  private Map<String, Set<String>> uses() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : product) {
      if (!sources.containsKey(outermost(type))) {
        continue;
      }
      Set<String> used = uses.computeIfAbsent(outermost(type), name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (sources.containsKey(outermost(target))) {
          used.add(outermost(target));
        }
      }
    }
    product.stream()
        .filter(type -> sources.containsKey(type.getName()) && holdsConstants(type))
        .forEach(
            type -> usersOfConstants(type).forEach(user -> uses.get(user).add(type.getName())));
    return uses;
  }

  private static boolean holdsConstants(JavaClass type) {
    return type.getMethods().isEmpty() && !type.getFields().isEmpty();
  }

  /** Constants stand in the class files of those who use them, without their class's name. */
  private List<String> usersOfConstants(JavaClass type) {
    Pattern use =
        Pattern.compile(
            "\\b"
                + type.getSimpleName()
                + "\\.[A-Z]|import static "
                + Pattern.quote(type.getName() + "."));
    return sources.entrySet().stream()
        .filter(source -> use.matcher(source.getValue()).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The product's sources by the name of their class. */
  private static Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("core", "jobs")) {
      Path root = HOME.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = root.relativize(file).toString().replaceFirst("\\.java$", "");
          if (!name.endsWith("package-info")) {
            sources.put(name.replace(File.separatorChar, '.'), Files.readString(file, UTF_8));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  /** The command line, what services name, and what scripts name. */
  private static Set<String> entryPoints() throws IOException {
    Set<String> names = new TreeSet<>(Set.of("saddlepoint.cli.Main"));
    for (String root :
        List.of(
            "deploy",
            "core/src/main/resources/META-INF/services",
            "jobs/src/main/resources/META-INF/services")) {
      if (Files.isDirectory(HOME.resolve(root))) {
        try (Stream<Path> files = Files.walk(HOME.resolve(root))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            names.addAll(
                CLASS
                    .matcher(Files.readString(file, UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet()));
          }
        }
      }
    }
    return names;
  }
}
