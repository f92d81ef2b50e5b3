// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BuiltCheckout;

/** docs/adding-a-recipe.md, line by line in a checkout, for a recipe in a jar of one's own. */
class GuideIT {
  private static final Path HOME = Path.of(System.getProperty("saddlepoint.home"));

  @TempDir private Path folder;

  @Test
  void aRecipeInAJarOfItsOwnIsListedTrainedAndSwept() throws Exception {
    BuiltCheckout.layOut(folder);
    write("mine/example/TriangleRecipe.java", block("java"));
    write("mine/META-INF/services/saddlepoint.recipe.Recipe", block("text"));
    write("triangle.conf", block("hocon"));
    shell(block("sh"));

    String told = shell(block("(?=\\ndeploy/saddlepoint --jars)"));

    assertThat(told)
        .contains("triangle: normal noise to a triangular distribution")
        .contains("triangle/original steps=1000, random seed 1")
        .contains("all 8 trials of run triangle are committed: ")
        .contains("triangle hidden=8 steps=200")
        .contains("triangle-low=-1")
        .doesNotContain("FAILED");
    assertThat(shell("deploy/saddlepoint picture best --to best.png || echo exit $?"))
        .containsPattern(
            "saddlepoint: trial [0-9a-f]{16} is of recipe triangle, unknown here; give its jar with"
                + " --jars\n")
        .contains("exit " + Exit.COULD_NOT_RUN);
  }

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Runs lines as a shell does, up to the first that fails. */
  private String shell(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", script);
    BuiltCheckout.setUp(builder.environment());
    builder.environment().put("MASTER", "local[2]");
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, tools) -> tools + File.pathSeparator + path);
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }

  /** The guide's first block of a language. */
  private static String block(String language) throws Exception {
    Matcher block =
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("docs/adding-a-recipe.md"), UTF_8));
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }
}
