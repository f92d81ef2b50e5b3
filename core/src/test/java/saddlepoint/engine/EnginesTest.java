// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines can be left out: of the class path, or of what a JVM was started with. */
class EnginesTest {
  private static final String LANES = "saddlepoint.engine.lanes.";

  @Test
  void allEnginesAreHere() {
    assertThat(Engines.all()).extracting(Engine::name).containsExactly("graph", "lanes", "scalar");
  }

  @Test
  void withoutTheClassesOfOneTheOthersRemain() throws Exception {
    assertThat(namesOf(new WithoutPackage(LANES))).containsExactly("graph", "scalar");
    assertThat(namesOf(new WithoutPackage("saddlepoint.engine.graph.")))
        .containsExactly("lanes", "scalar");
    assertThat(namesOf(new WithoutPackage("no.such.package.")))
        .containsExactly("graph", "lanes", "scalar");
  }

  @Test
  void withoutTheModuleOfVectorsLanesSaysWhatItWants(@TempDir Path folder) throws Exception {
    assertThat(ForkedJava.run(folder, Listing.class, List.of()))
        .containsExactly(
            "graph ", "lanes the JVM option --add-modules=jdk.incubator.vector", "scalar ");
  }

  /** Prints every engine and what it does not find. */
  static final class Listing {
    private Listing() {}

    public static void main(String[] arguments) {
      Engines.all().forEach(engine -> System.out.println(engine.name() + " " + engine.missing()));
    }
  }

  private static List<String> namesOf(WithoutPackage loader) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try (loader) {
      Class<?> engines = loader.loadClass(Engines.class.getName());
      assertThat(engines).isNotSameAs(Engines.class);
      TreeSet<String> names = new TreeSet<>();
      for (Object engine : (Iterable<?>) engines.getMethod("all").invoke(null)) {
        names.add((String) engine.getClass().getMethod("name").invoke(engine));
      }
      return List.copyOf(names);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The class path as if a package had been deleted from it. */
  private static final class WithoutPackage extends URLClassLoader {
    private final String prefix;

    WithoutPackage(String prefix) throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
      this.prefix = prefix;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(prefix)) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    private static URL[] classPath() throws MalformedURLException {
      String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
      URL[] urls = new URL[paths.length];
      for (int i = 0; i < paths.length; i++) {
        urls[i] = Path.of(paths[i]).toUri().toURL();
      }
      return urls;
    }
  }
}
