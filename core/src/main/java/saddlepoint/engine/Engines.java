// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The engines on the class path, by name. */
public final class Engines {
  private Engines() {}

  /** Every engine, in the order of the names. */
  public static Collection<Engine> all() {
    return load().values();
  }

  /** The engine of a name, if there is one. */
  public static Optional<Engine> find(String name) {
    return Optional.ofNullable(load().get(name));
  }

  /**
   * The engine of a name.
   *
   * @throws IllegalArgumentException naming the engines there are
   */
  public static Engine get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no engine \"" + name + "\" on this class path; there are " + load().keySet()));
  }

  private static Map<String, Engine> load() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Map<String, Engine> engines = new TreeMap<>();
    Iterator<Engine> found =
        ServiceLoader.load(Engine.class, loader == null ? Engines.class.getClassLoader() : loader)
            .iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return engines;
        }
        Engine engine = found.next();
        engines.put(engine.name(), engine);
      } catch (ServiceConfigurationError e) {
        // An engine that was left out of the jar; the others train without it.
        continue;
      }
    }
  }
}
