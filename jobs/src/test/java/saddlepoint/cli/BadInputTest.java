// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/** What a user reads who made a mistake: the whole of it, and nothing was started. */
class BadInputTest {
  private static final String RECIPES =
      Recipes.all().stream().map(Recipe::name).collect(Collectors.joining(", "));

  private static final String OF_A_JAR = "; a recipe in a jar of your own needs --jars";

  @TempDir private Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        arguments(
            "unknown key",
            "recipe = gaussian\nbatchh = 8",
            "FILE:2: unknown key \"batchh\"; did you mean batch?"),
        arguments(
            "unknown key of a player",
            "recipe = gaussian\ngenerator { hiden = 3 }",
            "FILE:2: unknown key \"generator.hiden\"; did you mean generator.hidden?"),
        arguments(
            "key that is near to none",
            "recipe = gaussian\ncolour = red",
            "FILE:2: unknown key \"colour\""),
        arguments(
            "text for an integer",
            "recipe = gaussian\nbatch = \"8\"",
            "FILE:2: batch must be an integer from 1 to 65536, got \"8\"; leave out the quotes"),
        arguments(
            "fraction for an integer",
            "recipe = gaussian\nbatch = 8.5",
            "FILE:2: batch must be an integer from 1 to 65536, got 8.5"),
        arguments(
            "integer beyond the largest",
            "recipe = gaussian\nsteps = 3000000000",
            "FILE:2: steps must be an integer >= 1, got 3000000000; integers end at 2147483647"),
        arguments(
            "number without a digit before the point",
            "recipe = gaussian\nlearning-rate = .005",
            "FILE:2: learning-rate must be a number > 0, got \".005\"; HOCON needs a digit before"
                + " the point, 0.005"),
        arguments(
            "number out of range",
            "recipe = gaussian\nlearning-rate = 0",
            "FILE:2: learning-rate must be a number > 0, got 0"),
        arguments(
            "number that is not finite",
            "recipe = gaussian\nlearning-rate = 1e400",
            "FILE:2: learning-rate must be a number > 0, got 1e400; float32 ends at 3.4e38"),
        arguments(
            "not one of the choices",
            "recipe = gaussian\noptimizer = adamm",
            "FILE:2: optimizer must be one of sgd, momentum, nesterov, adam, rmsprop, optimistic, got"
                + " \"adamm\"; did you mean adam?"),
        arguments(
            "unknown recipe",
            "recipe = gausian",
            "FILE:1: unknown recipe \"gausian\"; did you mean gaussian? There are "
                + RECIPES
                + OF_A_JAR),
        arguments(
            "no recipe",
            "seeds = 3",
            "FILE:1: recipe is missing; add recipe = NAME, one of " + RECIPES),
        arguments(
            "unknown preset",
            "recipe = curves\npreset = orginal",
            "FILE:2: recipe curves has no preset \"orginal\"; did you mean original? There are"
                + " original, pytorch, tensorflow"),
        arguments(
            "axis that the recipe lacks",
            "recipe = dirac\ngrid = [ { axis = batch, values = [1, 2] } ]",
            "FILE:2: recipe dirac has no batch; `saddlepoint recipes dirac` lists its keys"),
        arguments(
            "unknown axis",
            "recipe = gaussian\ngrid = [ { axis = optimiser, values = [sgd] } ]",
            "FILE:2: unknown axis \"optimiser\"; did you mean optimizer?"),
        arguments(
            "axis of what is not a hyperparameter",
            "recipe = gaussian\ngrid = [ { axis = seeds, values = [1, 2] } ]",
            "FILE:2: seeds cannot be an axis, since every cell has every random seed; write seeds ="
                + " [1, 2] beside grid"),
        arguments(
            "axis without effect",
            "recipe = gaussian\ngrid = [ { axis = momentum, values = [0.1, 0.2] } ]",
            "FILE:2: the axis momentum has no effect in any cell; it needs generator.optimizer ="
                + " momentum or nesterov, discriminator.optimizer = momentum or nesterov"),
        arguments(
            "setting without effect",
            "recipe = gaussian\nminibatch-kernels = 3",
            "FILE:2: the setting minibatch-kernels has no effect in any cell; it needs minibatch ="
                + " true"),
        arguments(
            "empty axis",
            "recipe = gaussian\ngrid = [ { axis = hidden, values = [] } ]",
            "FILE:2: the axis hidden is empty; give it a value or remove it"),
        arguments(
            "axis without values",
            "recipe = gaussian\ngrid = [ { axis = hidden } ]",
            "FILE:2: an axis must be { axis = \"...\", values = [...] }, got {\"axis\":\"hidden\"}"),
        arguments(
            "duplicate axis",
            "recipe = gaussian\ngrid = [ { axis = hidden, values = [4] }\n{ axis = hidden,"
                + " values = [8] } ]",
            "FILE:3: the axis hidden stands at FILE:2 already; merge them"),
        arguments(
            "sizes of zero or less, several problems at once",
            "recipe = gaussian\nbatch = 0\nsteps = -3\ngrid = [ { axis = hidden, values = [4, 0] }"
                + " ]\nseeds = 0",
            """
            FILE:5: seeds must be a number of random seeds from 1 to 1000000, a list of different \
            ones >= 0, or a text such as "6-10", got 0
            FILE:4: hidden must be a width from 1 to 65536, or a list of widths such as [8, 8], got 0
            FILE:2: batch must be an integer from 1 to 65536, got 0
            FILE:3: steps must be an integer >= 1, got -3
            4 problems; nothing was started"""),
        arguments(
            "problems of several grids",
            "grids = [\n{ recipe = gaussian, batch = x }\n{ recipe = normall }\n]",
            """
            FILE:2: batch must be an integer from 1 to 65536, got "x"
            FILE:3: unknown recipe "normall"; did you mean normal? There are %s%s
            2 problems; nothing was started"""
                .formatted(RECIPES, OF_A_JAR)),
        arguments(
            "repeated random seed",
            "recipe = gaussian\nseeds = [1, 1]",
            "FILE:2: seeds must be a number of random seeds from 1 to 1000000, a list of different"
                + " ones >= 0, or a text such as \"6-10\", got [1, 1]"),
        arguments(
            "evaluations between logged steps",
            "recipe = gaussian\nlog-every = 10\nevaluate-every = 15",
            "FILE:3: evaluate-every must be a multiple of log-every, got 15 with log-every 10"),
        arguments(
            "timeout without a unit",
            "recipe = gaussian\ntrial-timeout = 90",
            "FILE:2: trial-timeout must be none or a duration of at least 1 ms such as 90s, got 90"),
        arguments(
            "bad name",
            "name = \"a/b\"\nrecipe = gaussian",
            "FILE:1: a name has up to 100 letters, digits, '.', '_' and '-', and a letter or digit"
                + " first; got \"a/b\""),
        arguments(
            "unknown engine",
            "recipe = gaussian\nengine = turbo",
            "FILE:2: unknown engine \"turbo\"; there are auto, bound, fault, graph, lanes, none, planted, scalar"),
        arguments(
            "bracket that is not closed",
            "recipe = gaussian\nhidden = [4\n",
            "FILE:3: not HOCON: List should have had new element after a comma, instead had token:"
                + " end of file"),
        arguments(
            "two equals signs",
            "recipe = gaussian\nbatch = = 3",
            "FILE:2: not HOCON: Expecting a value but got wrong token: '='"),
        arguments(
            "substitution of nothing",
            "recipe = ${name}",
            "FILE:1: Could not resolve substitution to a value: ${name}; set the variable name, or"
                + " write ${?name}"),
        arguments(
            "list at the top",
            "[1, 2]",
            "FILE:1: the file must hold key = value at its top, got a list"),
        arguments(
            "missing included file",
            "recipe = gaussian\ninclude \"base.conf\"",
            "FILE:2: include \"base.conf\": there is no such file beside the one that includes it; check"
                + " the path"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aFileThatIsWrong(String what, String content, String message) throws IOException {
    Path file = write(content);

    CommandRun run = CommandRun.of("plan", file.toString(), "--out", results());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo(message.replace("FILE", file.toString()));
    assertThat(Path.of(results())).doesNotExist();
  }

  static Stream<Arguments> options() {
    return Stream.of(
        arguments(
            List.of("--engine", "turbo"),
            "--engine turbo: unknown engine \"turbo\"; there are auto, bound, fault, graph, lanes, none, planted, scalar"),
        arguments(
            List.of("--engine", "scalr"),
            "--engine scalr: unknown engine \"scalr\"; did you mean scalar? There are auto, bound, fault, graph, lanes,"
                + " none, planted, scalar"),
        arguments(
            List.of("--run", "../x"),
            "--run ../x: a name has up to 100 letters, digits, '.', '_' and '-', and a letter or"
                + " digit first; got \"../x\""),
        arguments(List.of("--set", "batch"), "--set batch: must be KEY=VALUE"),
        arguments(List.of("--set", "=3"), "--set =3: must be KEY=VALUE"),
        arguments(
            List.of("--set", "batch=8x"),
            "--set batch=8x: batch must be an integer from 1 to 65536, got \"8x\""),
        arguments(
            List.of("--set", "batchh=8"),
            "--set batchh=8: unknown key \"batchh\"; did you mean batch?"),
        arguments(
            List.of("--set", "grid=[]"),
            "--set grid=[]: grids are set in a file; KEY=[VALUE, VALUE] makes an axis"),
        arguments(
            List.of("--set", "batch=["),
            "--set batch=[: the value is not HOCON: List should have ] or a first element after"
                + " the open [, instead had token: end of file"),
        arguments(
            List.of("--set", "batch=0", "--set", "steps=0"),
            """
            --set batch=0: batch must be an integer from 1 to 65536, got 0
            --set steps=0: steps must be an integer >= 1, got 0
            2 problems; nothing was started"""),
        arguments(
            List.of("--out", "nosuch://host/x"),
            "--out nosuch://host/x: No FileSystem for scheme \"nosuch\" on the class path; check"
                + " the spelling, or add its jar with --jars"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void anOptionThatIsWrong(List<String> options, String message) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("plan", write("recipe = dirac").toString()));
    if (options.stream().anyMatch(option -> option.contains("batch"))) {
      arguments.set(1, write("recipe = gaussian").toString());
    }
    arguments.addAll(options);

    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo(message);
  }

  @Test
  void aFileThatDoesNotExist() {
    Path file = folder.resolve("no.conf");

    CommandRun run = CommandRun.of("sweep", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip()).isEqualTo(file + ": there is no such file; check the path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "soon", "0h", "-1h", "1.5 fortnights", ""})
  void aTimeThatIsNone(String written) throws IOException {
    for (String command : List.of("sweep", "plan", "regress")) {
      CommandRun run =
          CommandRun.of(command, write("recipe = dirac").toString(), "--max-time", written);

      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err().strip())
          .isEqualTo("--max-time: must be a time such as 26h, 90m or 45s, got '" + written + "'");
    }
  }

  @Test
  void aFolderForAFile() {
    CommandRun run = CommandRun.of("sweep", folder.toString());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip()).isEqualTo(folder + ": is a folder; name a file in it");
  }

  @Test
  void aFileNameThatMakesNoName() throws IOException {
    Path file = Files.writeString(folder.resolve("my sweep.conf"), "recipe = dirac");

    CommandRun run = CommandRun.of("plan", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(file + ":1: the file's name makes no name for the sweep; add name = \"...\"");
  }

  @ParameterizedTest
  @MethodSource("commandsThatWrite")
  void anOutputThatIsAFile(String command) throws IOException {
    Path out = Files.writeString(folder.resolve("taken"), "x");

    CommandRun run =
        CommandRun.of(command, write("recipe = dirac").toString(), "--out", out + "/results");

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err().strip())
        .isEqualTo(
            "saddlepoint: --out "
                + out
                + "/results: "
                + out
                + " is a file; give a folder that is empty or does not exist");
  }

  @ParameterizedTest
  @MethodSource("commandsThatWrite")
  void anOutputThatHoldsSomethingElse(String command) throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "x");

    CommandRun run =
        CommandRun.of(command, write("recipe = dirac").toString(), "--out", folder.toString());

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err().strip())
        .isEqualTo(
            "saddlepoint: file:"
                + folder
                + " holds something else, thesis.tex, and no saddlepoint.json; give the --out of a"
                + " sweep, or for a new one a folder that is empty or does not exist");
    assertThat(folder).isDirectoryNotContaining("glob:**saddlepoint.json");
  }

  static Stream<String> commandsThatWrite() {
    return Stream.of("plan", "sweep");
  }

  private Path write(String content) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("zconf"));
    return Files.writeString(conf.resolve("bad.conf"), content);
  }

  private String results() {
    return folder.resolve("results").toString();
  }
}
