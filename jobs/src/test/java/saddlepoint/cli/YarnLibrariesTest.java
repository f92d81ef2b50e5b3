// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnLibrariesTest {
  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void sendsWhatStandsBeforeTheApplicationOnceAndTheFirstOfAName() throws Exception {
    Path first = write("one/a.jar", "first");
    Path second = write("two/a.jar", "another");
    Path other = write("two/b.jar", "b");
    Path application = write("saddlepoint.jar", "application");
    Path behind = write("recipes.jar", "recipes");
    String classPath =
        Stream.of(folder.resolve("conf"), first, second, other, application, behind)
            .map(Path::toString)
            .reduce((left, right) -> left + File.pathSeparator + right)
            .orElseThrow();

    String jars = send(classPath, application);
    String again = send(classPath, application);

    assertThat(again).isEqualTo(jars).endsWith("/*.jar");
    Path sent = Path.of(URI.create(jars.replace("/*.jar", "")));
    try (Stream<Path> files = Files.list(sent)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jar")).map(Path::getFileName))
          .extracting(Path::toString)
          .containsExactlyInAnyOrder("a.jar", "b.jar");
    }
    assertThat(sent.resolve("a.jar")).hasContent("first");
    assertThat(said.toString().lines()).hasSize(1).first().asString().contains("sending 2 jars");
  }

  @Test
  void sendsAgainWhatIsNotWhole() throws Exception {
    Path jar = write("a.jar", "whole");
    Path application = write("saddlepoint.jar", "application");
    String classPath = jar + File.pathSeparator + application;
    String jars = send(classPath, application);
    Path sent = Path.of(URI.create(jars.replace("/*.jar", ""))).resolve("a.jar");
    Files.writeString(sent, "wh");

    send(classPath, application);

    assertThat(sent).hasContent("whole");
  }

  private String send(String classPath, Path application) throws IOException {
    Terminal terminal =
        new Terminal(new PrintWriter(said), new PrintWriter(said, true), /* live= */ false);
    return YarnLibraries.of(classPath, application.toString())
        .send(
            new org.apache.hadoop.fs.Path(folder.resolve("home").toUri()),
            new Configuration(),
            terminal);
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
