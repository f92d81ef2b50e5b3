// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.Recipe;

/**
 * Recipes of a folder beside those of the class path. They are looked up once a class loader, so
 * what asks for others is called by another.
 */
public final class OtherRecipes {
  private OtherRecipes() {}

  /** Names a recipe of the class path in a folder's file of services. */
  public static void name(Path folder, Class<? extends Recipe> recipe) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(Recipe.class.getName()), recipe.getName() + "\n");
  }

  /**
   * Calls a class's method {@code String text(String)} where a folder is on the class path too.
   *
   * @param folder with a file of services and perhaps classes
   */
  public static String call(Path folder, Class<?> type, String argument) throws Exception {
    List<URL> classPath = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      here.setContextClassLoader(loader);
      return (String)
          loader.loadClass(type.getName()).getMethod("text", String.class).invoke(null, argument);
    } finally {
      here.setContextClassLoader(before);
    }
  }
}
