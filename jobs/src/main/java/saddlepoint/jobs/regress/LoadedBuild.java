// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * A build of this product beside that which runs: its classes are loaded anew, and compiled for
 * themselves. What is not the product's, both have in common.
 */
final class LoadedBuild implements AutoCloseable {
  private final URLClassLoader loader;

  /**
   * A build.
   *
   * @param places its jar, or its folders of classes
   */
  LoadedBuild(List<URL> places) {
    loader = new URLClassLoader(places.toArray(URL[]::new), new Surroundings());
  }

  /**
   * Its kernel of a cell.
   *
   * @param cell as {@link SpeedKernel} takes it
   * @throws ReflectiveOperationException if it has no kernel
   * @throws RuntimeException if it does not know the cell
   */
  @SuppressWarnings("unchecked")
  LongUnaryOperator kernel(Map<String, String> cell) throws ReflectiveOperationException {
    var kernel =
        (Function<Map<String, String>, LongUnaryOperator>)
            loader.loadClass(SpeedKernel.class.getName()).getConstructor().newInstance();
    LongUnaryOperator trains = within(() -> kernel.apply(cell));
    return steps -> within(() -> trains.applyAsLong(steps));
  }

  /** Recipes, engines and defaults are looked for by the thread's loader. */
  private <T> T within(java.util.function.Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** All that this JVM has, but for the build that runs in it. */
  private static final class Surroundings extends ClassLoader {
    Surroundings() {
      super(LoadedBuild.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("saddlepoint.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public URL getResource(String name) {
      return isOurs(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return isOurs(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    private static boolean isOurs(String name) {
      return name.startsWith("saddlepoint/")
          || name.startsWith("META-INF/services/saddlepoint.")
          || name.equals("reference.conf");
    }
  }
}
