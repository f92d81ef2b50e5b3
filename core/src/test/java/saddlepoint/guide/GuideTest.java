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
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.OtherRecipes;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * What docs/adding-a-recipe.md tells to write is compiled, found and trained, as it stands there.
 */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "adding-a-recipe.md");

  @TempDir private Path folder;

  @Test
  void theExampleCompilesAndTrainsWithEqualBitsOnScalarAndLanes() throws Exception {
    Path source = write("example/TriangleRecipe.java", block("java"));
    write("META-INF/services/saddlepoint.recipe.Recipe", block("text"));
    compile(source);

    assertThat(trainings())
        .startsWith("recipes " + recipesWith("triangle") + "\n" + "Triangle[low=0.0, width=1.0]\n")
        .contains("scalar COMPLETED")
        .contains("lanes COMPLETED")
        .endsWith("\nequal bits\n");
  }

  private static List<String> recipesWith(String another) {
    return Stream.concat(Recipes.all().stream().map(Recipe::name), Stream.of(another))
        .sorted()
        .toList();
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void compile(Path source) {
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString(), source.toString()));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, told, told, arguments.toArray(String[]::new));
    assertThat(exit).as(() -> told.toString(UTF_8)).isZero();
  }

  private String trainings() throws Exception {
    return OtherRecipes.call(folder, GuideTrainings.class, "triangle");
  }

  /** The guide's first block of a language. */
  private static String block(String language) throws Exception {
    Matcher block =
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(GUIDE, UTF_8));
    assertThat(block.find()).as("a block of " + language + " in " + GUIDE).isTrue();
    return block.group(1);
  }
}
