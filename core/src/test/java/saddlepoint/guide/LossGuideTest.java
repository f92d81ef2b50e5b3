// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engines;
import saddlepoint.engine.ForkedJava;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Trial;

/** What docs/adding-a-loss.md tells to write is compiled and trained, as it stands there. */
class LossGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "adding-a-loss.md");
  private static final Path SOURCES = Path.of("src", "main", "java", "saddlepoint");
  private static final Map<String, Path> FILES =
      Map.of(
          "LossKind", SOURCES.resolve("recipe/LossKind.java"),
          "FloatLosses", SOURCES.resolve("engine/reference/FloatLosses.java"),
          "DoubleLosses", SOURCES.resolve("engine/reference/DoubleLosses.java"),
          "LaneLosses", SOURCES.resolve("engine/lanes/LaneLosses.java"));
  private static final String FIRST_CASE = "case LEAST_SQUARES";

  @TempDir private Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();

  @BeforeEach
  void readSources() throws IOException {
    for (Map.Entry<String, Path> file : FILES.entrySet()) {
      sources.put(file.getKey(), Files.readString(file.getValue(), UTF_8));
    }
  }

  @Test
  void theExampleTrainsOnEveryEngineAndLanesHaveTheBitsOfScalar() throws IOException {
    Map<String, String> blocks = blocks();
    assertThat(blocks.keySet())
        .containsExactly(
            "LossKind",
            "FloatLosses.discriminatorGradient",
            "FloatLosses.discriminatorLoss",
            "FloatLosses.generatorGradient",
            "FloatLosses.generatorLoss",
            "DoubleLosses.discriminatorGradient",
            "DoubleLosses.discriminatorLoss",
            "DoubleLosses.generatorGradient",
            "DoubleLosses.generatorLoss",
            "LaneLosses.discriminatorSlope",
            "LaneLosses.generatorSlope");
    blocks.forEach(this::insert);

    assertThat(compile()).isEmpty();
    List<String> told =
        ForkedJava.run(
            folder,
            Trainings.class,
            List.of("-XX:+RestoreMXCSROnJNICalls", "--add-modules=jdk.incubator.vector"),
            Map.of(),
            folder + File.pathSeparator + System.getProperty("java.class.path"));
    assertThat(told)
        .containsExactly("scalar COMPLETED", "lanes COMPLETED", "graph COMPLETED", "equal bits");
  }

  /** Nothing is trained by another loss's formula. */
  @Test
  void aConstantWithoutAFormulaDoesNotCompile() throws IOException {
    Map<String, String> blocks = blocks();
    for (String left : blocks.keySet()) {
      if (left.equals("LossKind")) {
        continue;
      }
      readSources();
      blocks.forEach(
          (place, block) -> {
            if (!place.equals(left)) {
              insert(place, block);
            }
          });
      String file = left.substring(0, left.indexOf('.'));
      assertThat(compile())
          .as("without %s", left)
          .contains(file + ".java")
          .contains("the switch expression does not cover all possible input values");
    }
  }

  /** Puts a block before the first case of a method, or before the first constant. */
  private void insert(String place, String block) {
    int dot = place.indexOf('.');
    String file = dot < 0 ? place : place.substring(0, dot);
    String text = sources.get(file);
    int at;
    if (dot < 0) {
      at = text.indexOf("  /**", text.indexOf("enum LossKind"));
    } else {
      Matcher method =
          Pattern.compile("^  .*\\b" + place.substring(dot + 1) + "\\(", Pattern.MULTILINE)
              .matcher(text);
      int found = -1;
      while (method.find()) {
        // A call in the constructor may stand before the method.
        if (!method.group().contains("=")) {
          found = method.start();
          break;
        }
      }
      assertThat(found).as("the method of %s", place).isPositive();
      at = text.lastIndexOf("\n", text.indexOf(FIRST_CASE, found)) + 1;
    }
    sources.put(file, text.substring(0, at) + block + text.substring(at));
  }

  /** What the compiler says of the changed files; empty if it has nothing to say. */
  private String compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "--add-modules", "jdk.incubator.vector"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString()));
    Path changed = folder.resolve("changed");
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = changed.resolve(source.getKey() + ".java");
      Files.createDirectories(changed);
      Files.writeString(file, source.getValue(), UTF_8);
      arguments.add(file.toString());
    }
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, told, told, arguments.toArray(String[]::new));
    return exit == 0 ? "" : told.toString(UTF_8);
  }

  /** The guide's blocks of Java by what stands behind the language. */
  private static Map<String, String> blocks() throws IOException {
    Matcher block =
        Pattern.compile("^```java (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(GUIDE, UTF_8));
    Map<String, String> blocks = new LinkedHashMap<>();
    while (block.find()) {
      blocks.put(block.group(1), block.group(2));
    }
    return blocks;
  }

  /** Trains the example's loss by every engine, with the changed classes first. */
  static final class Trainings {
    private Trainings() {}

    public static void main(String[] arguments) {
      Trial trial = Trials.of("ring", Map.of("loss", "logistic", "steps", 12, "label-flip", 0.1));
      List<TrialResult> results = new ArrayList<>();
      for (String engine : List.of("scalar", "lanes", "graph")) {
        Engines.get(engine).train(new Cohort(List.of(trial)), results::add);
        System.out.println(engine + " " + results.get(results.size() - 1).outcome().kind());
      }
      boolean isEqual =
          Trials.hash(results.get(0).history()).equals(Trials.hash(results.get(1).history()));
      float scalar = results.get(0).history().value(Metric.D_LOSS, 11);
      float graph = results.get(2).history().value(Metric.D_LOSS, 11);
      System.out.println(isEqual && Math.abs(scalar - graph) < 1e-4 ? "equal bits" : "other bits");
    }
  }
}
