// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kind of layer that some place does not know is a compile error there; with all that
 * docs/adding-a-layer.md tells to write it trains on every engine.
 */
class NewLayerTest {
  private static final Path HOME = Path.of(System.getProperty("saddlepoint.home"));
  private static final String LAYER = "core/src/main/java/saddlepoint/recipe/Layer.java";
  private static final Pattern LAYERS = Pattern.compile("\\bLayer\\b");
  private static final String MISSING = "compiler.err.does.not.override.abstract";

  /** Every place that treats layers by kind. */
  private static final List<String> PLACES =
      List.of(
          "core/src/main/java/saddlepoint/engine/graph/layer/GraphLayers.java",
          "core/src/main/java/saddlepoint/engine/lanes/LaneLayerSize.java",
          "core/src/main/java/saddlepoint/engine/lanes/LaneLayers.java",
          "core/src/main/java/saddlepoint/engine/lanes/LaneScratch.java",
          "core/src/main/java/saddlepoint/engine/lanes/LaneWholeBatch.java",
          "core/src/main/java/saddlepoint/engine/lanes/UntrainedKinds.java",
          "core/src/main/java/saddlepoint/engine/reference/ReferenceLayers.java",
          "core/src/main/java/saddlepoint/random/Initializers.java",
          "jobs/src/main/java/saddlepoint/generator/Architecture.java");

  @TempDir private Path folder;

  /** Sources that know layers, by path, as they are. */
  private final Map<String, String> sources = new TreeMap<>();

  /** What the guide puts into each of them, in its order. */
  private final Map<String, List<String>> guide = new TreeMap<>();

  /** An error of the compiler: its code, the file and the text. */
  private record Error(String code, String file, String text) {}

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @BeforeEach
  void read() throws IOException {
    for (String module : List.of("core", "jobs")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file, UTF_8);
          if (LAYERS.matcher(text).find()) {
            sources.put(HOME.relativize(file).toString().replace(File.separatorChar, '/'), text);
          }
        }
      }
    }
    Matcher block =
        Pattern.compile(
                "`(\\w+/src/main/java/[^`]*)`[^`]*(?:`\\w+`[^`]*)*```java\\n(.*?)^```$",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("docs/adding-a-layer.md"), UTF_8));
    while (block.find()) {
      guide.computeIfAbsent(block.group(1), path -> new ArrayList<>()).add(block.group(2));
    }
  }

  @Test
  void theSourcesCompileAsTheyAre() {
    assertThat(errors()).isEmpty();
  }

  @Test
  void aKindThatAcceptsNoVisitorIsACompileError() {
    put(LAYER, guide.get(LAYER).get(0).replaceFirst("(?s)    @Override\\n.*?    }\\n\\n", ""));
    assertThat(errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(MISSING);
              assertThat(error.file()).isEqualTo(LAYER);
              assertThat(error.text())
                  .contains("saddlepoint.recipe.Layer.Negate is not abstract")
                  .contains("accept(saddlepoint.recipe.Layer.Visitor<R>)");
            });
  }

  @Test
  void aKindWithoutItsMethodOfTheVisitorIsACompileError() {
    put(LAYER, guide.get(LAYER).get(0));
    assertThat(errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).startsWith("compiler.err.cant.resolve");
              assertThat(error.file()).isEqualTo(LAYER);
              assertThat(error.text()).contains("negate");
            });
  }

  @Test
  void everyPlaceThatDoesNotKnowTheKindIsACompileError() {
    guide.get(LAYER).forEach(text -> put(LAYER, text));
    List<Error> errors = errors();
    assertThat(errors).extracting(Error::file).containsExactlyInAnyOrderElementsOf(PLACES);
    assertThat(errors)
        .allSatisfy(
            error -> {
              assertThat(error.code()).isEqualTo(MISSING);
              assertThat(error.text())
                  .contains(
                      "does not override abstract method negate(saddlepoint.recipe.Layer.Negate)");
            });
  }

  /** So none is found at run time that an engine does not know. */
  @Test
  void aKindOutsideTheProductIsACompileError() {
    sources.clear();
    sources.put(
        "jobs/src/main/java/example/Own.java",
        "package example;\n"
            + "import saddlepoint.recipe.*;\n"
            + "record Own(Shape input) implements Layer {\n"
            + guide
                .get(LAYER)
                .get(0)
                .lines()
                .skip(2)
                .reduce("", (a, b) -> a + b + "\n")
                .replace("negate(this)", "scale(new Scale(input, -1))"));
    assertThat(errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).startsWith("compiler.err.").contains("sealed");
              assertThat(error.text()).contains("saddlepoint.recipe.Layer");
            });
  }

  @Test
  void theGuidesLayerTrainsOnEveryEngine() throws Exception {
    assertThat(guide.keySet()).contains(LAYER).containsAll(PLACES).hasSize(PLACES.size() + 1);
    guide.forEach((path, blocks) -> blocks.forEach(text -> put(path, text)));
    assertThat(errors()).isEmpty();
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("saddlepoint.recipe.Recipe"),
        LayerTrainings.Negated.class.getName() + "\n" + LayerTrainings.Scaled.class.getName());
    assertThat(trainings())
        .isEqualTo(
            "scalar COMPLETED equal bits\n"
                + "lanes COMPLETED equal bits\n"
                + "graph COMPLETED equal bits\n");
  }

  /** Puts a kind at the end of its file, and a method at the beginning of the file's visitor. */
  private void put(String path, String text) {
    String source = sources.get(path);
    assertThat(source).as(path).isNotNull();
    int at;
    if (text.contains(" record ")) {
      at = source.lastIndexOf('}');
    } else {
      Matcher visitor =
          Pattern.compile("(?:Visitor|implements TrainedKinds)<[^{(]*> \\{\\n").matcher(source);
      assertThat(visitor.find()).as("a visitor in " + path).isTrue();
      at = visitor.end();
    }
    sources.put(path, source.substring(0, at) + "\n" + text + source.substring(at));
  }

  /** Compiles the sources into the folder. */
  private List<Error> errors() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    List<Source> units = new ArrayList<>();
    sources.forEach((path, text) -> units.add(new Source(path, text)));
    List<String> options =
        List.of(
            "-proc:none",
            "-parameters",
            "--should-stop=ifError=FLOW",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    compiler.getTask(null, null, told, options, null, units).call();
    return told.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(
            diagnostic ->
                new Error(
                    diagnostic.getCode(),
                    diagnostic.getSource().toUri().getPath().substring(1),
                    diagnostic.getMessage(Locale.ROOT)))
        .toList();
  }

  /** Sees our classes anew, with the guide's first; libraries are those of the other tests. */
  private static final class Ours extends URLClassLoader {
    Ours(List<URL> classPath) {
      super(classPath.toArray(URL[]::new), NewLayerTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("saddlepoint.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }

  private String trainings() throws Exception {
    List<URL> classPath = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (Ours loader = new Ours(classPath)) {
      here.setContextClassLoader(loader);
      return (String)
          loader.loadClass(LayerTrainings.class.getName()).getMethod("text").invoke(null);
    } finally {
      here.setContextClassLoader(before);
    }
  }
}
