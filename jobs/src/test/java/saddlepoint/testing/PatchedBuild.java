// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes of this build of which one source file has a fault, for the front of a class path. */
public final class PatchedBuild {
  private static final Path SOURCES = Path.of("../core/src/main/java/saddlepoint");

  private PatchedBuild() {}

  /** The folders of classes, or jars, that this build runs from. */
  public static List<URL> places() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(place -> place.matches(".*/target/classes|.*/saddlepoint[^/]*\\.jar"))
        .map(place -> url(Path.of(place)))
        .toList();
  }

  /** The same, behind classes that were changed. */
  public static List<URL> places(Path changed) {
    return Stream.concat(Stream.of(url(changed)), places().stream()).toList();
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(place + " has no URL", e);
    }
  }

  /**
   * Compiles a source file with one change.
   *
   * @param classes where the classes go
   * @param source under core's package {@code saddlepoint}
   * @param sound what stands there once
   * @param faulty what is put in its place
   */
  public static Path of(Path classes, String source, String sound, String faulty)
      throws IOException {
    String text = Files.readString(SOURCES.resolve(source));
    int at = text.indexOf(sound);
    if (at < 0 || text.indexOf(sound, at + 1) >= 0) {
      throw new IllegalStateException(
          source + " must hold this once, and does not: " + sound + "; follow what was changed");
    }
    Path sources = Files.createDirectories(classes.resolve("patched"));
    Path changed = sources.resolve(Path.of(source).getFileName().toString());
    Files.writeString(changed, text.replace(sound, faulty));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-nowarn",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "--add-modules",
                      "jdk.incubator.vector",
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjects(changed))
              .call();
      if (!compiled) {
        throw new IllegalStateException(messages.toString());
      }
    }
    return classes;
  }
}
