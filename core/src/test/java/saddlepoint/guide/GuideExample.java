// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The example of a guide, as it stands there: its first block of Java is the class, its first block
 * of text the file of services that names it.
 *
 * @param guide a file of docs
 */
record GuideExample(Path guide) {
  static GuideExample of(String name) {
    return new GuideExample(Path.of("..", "docs", name));
  }

  /**
   * Compiles the class and names it for services.
   *
   * @param source file of the class, for example {@code example/My.java}
   * @param service interface that it implements
   */
  void install(Path folder, String source, Class<?> service) throws Exception {
    write(folder.resolve("META-INF/services").resolve(service.getName()), block("text"));
    compile(folder, write(folder.resolve(source), block("java")));
  }

  private static Path write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void compile(Path folder, Path source) {
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString(), source.toString()));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, told, told, arguments.toArray(String[]::new));
    assertThat(exit).as(() -> told.toString(UTF_8)).isZero();
  }

  private String block(String language) throws Exception {
    Matcher block =
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(guide, UTF_8));
    assertThat(block.find()).as("a block of " + language + " in " + guide).isTrue();
    return block.group(1);
  }
}
