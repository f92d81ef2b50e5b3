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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people of other programs write, and what HOCON would take without a word. */
class SweepWordsTest {
  private static final String GAUSSIAN = "recipe = gaussian\n";
  private static final String INITIALIZERS =
      "normal, he-normal, truncated-normal, uniform-scaling, glorot-uniform, glorot-normal, torch,"
          + " constant";
  private static final String LOSSES =
      "minimax, non-saturating, least-squares, hinge, wasserstein, began, relativistic-average";

  @TempDir private Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments("lr = 1", "unknown key \"lr\"; did you mean learning-rate?"),
        arguments("lr_g = 1", "unknown key \"lr_g\"; did you mean generator.learning-rate?"),
        arguments("dLR = 1", "unknown key \"dLR\"; did you mean discriminator.learning-rate?"),
        arguments("batch_size = 1", "unknown key \"batch_size\"; did you mean batch?"),
        arguments("n_critic = 5", "unknown key \"n_critic\"; did you mean discriminator-steps?"),
        arguments(
            "epochs = 5",
            "unknown key \"epochs\"; there are none, since every batch is drawn anew; did you mean"
                + " steps, the number of batches?"),
        arguments(
            "z_dim = 5",
            "unknown key \"z_dim\"; that is noise-dimension, which recipe gaussian does not have"),
        arguments("hidden_size = 5", "unknown key \"hidden_size\"; did you mean hidden?"),
        arguments("learningRate = 5", "unknown key \"learningRate\"; did you mean learning-rate?"),
        arguments("weight_decay = 0", "unknown key \"weight_decay\"; did you mean weight-decay?"),
        arguments(
            "norm = layer",
            "unknown key \"norm\"; did you mean generator.norm or discriminator.norm?"),
        arguments("ema = 0.9", "unknown key \"ema\"; did you mean generator.average?"),
        arguments("gp = 10", "unknown key \"gp\"; did you mean penalty?"),
        arguments("dropout = 0.5", "unknown key \"dropout\"; did you mean generator.dropout?"),
        arguments(
            "noiseD = 0.5", "unknown key \"noiseD\"; did you mean discriminator.hidden-noise?"),
        arguments(
            "experience-replay = 0.5", "unknown key \"experience-replay\"; did you mean replay?"),
        arguments("dropoutG = 0.5", "unknown key \"dropoutG\"; did you mean generator.dropout?"),
        arguments(
            "seed = 42",
            "unknown key \"seed\"; did you mean seeds? seeds = [42] is the random seed 42, and"
                + " seeds = 42 are 42 of them"),
        arguments("colour {}", "unknown key \"colour\""),
        arguments("verdict = null", "verdict must be { KEY = VALUE }, got null"),
        arguments("snapshot = null", "snapshot must be { KEY = VALUE }, got null"),
        arguments("generator = 5", "generator must be { KEY = VALUE }, got 5"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(
            "loss = lsgan",
            "loss must be one of " + LOSSES + ", got \"lsgan\"; did you mean least-squares?"),
        arguments(
            "loss = wgan",
            "loss must be one of " + LOSSES + ", got \"wgan\"; did you mean wasserstein?"),
        arguments(
            "loss = BEGAN",
            "loss must be one of " + LOSSES + ", got \"BEGAN\"; did you mean began?"),
        arguments(
            "loss = RaGAN",
            "loss must be one of "
                + LOSSES
                + ", got \"RaGAN\"; did you mean relativistic-average?"),
        arguments(
            "loss = wgan-gp",
            "loss must be one of "
                + LOSSES
                + ", got \"wgan-gp\"; that is wasserstein with penalty = two-sided, weight-clip ="
                + " 0"),
        arguments(
            "discriminator.norm = spectral-norm",
            "discriminator.norm must be one of none, batch, layer, instance, weight, spectral, got"
                + " \"spectral-norm\"; did you mean spectral?"),
        arguments(
            "optimizer = extraadam",
            "optimizer must be one of sgd, momentum, nesterov, adam, rmsprop, optimistic, got"
                + " \"extraadam\"; that is adam with update-order = extragradient"),
        arguments(
            "initializer = xavier",
            "initializer must be one of "
                + INITIALIZERS
                + ", got \"xavier\"; did you mean glorot-uniform or glorot-normal?"),
        arguments(
            "initializer = kaiming",
            "initializer must be one of "
                + INITIALIZERS
                + ", got \"kaiming\"; did you mean he-normal?"),
        arguments(
            "optimizer = Adam",
            "optimizer must be one of sgd, momentum, nesterov, adam, rmsprop, optimistic, got \"Adam\"; did you"
                + " mean adam?"),
        arguments(
            "activation = ReLU",
            "activation must be one of linear, tanh, sigmoid, relu, leaky-relu, softplus,"
                + " leaky-relu-0.01, leaky-relu-0.1, leaky-relu-0.3, got"
                + " \"ReLU\"; did you mean relu?"),
        arguments(
            "learning-rate = 0,001",
            "a comma separates values, so that 0,001 are two; write 0.001"),
        arguments(
            "steps = 1,000",
            "a comma separates values, so that 1,000 are two; write 1000 or 1.000"),
        arguments(
            "steps = 100_000",
            "steps must be an integer >= 1, got \"100_000\"; leave out the underscores, 100000"),
        arguments(
            "steps = 007",
            "steps must be an integer >= 1, got 007; leave out the zeros in front, or write a"
                + " decimal comma as a point"),
        arguments(
            "steps = 18446744073709551816",
            "steps must be an integer >= 1, got \"18446744073709551816\"; integers end at"
                + " 2147483647, and a larger number has a point, 18446744073709551816.0"),
        arguments("steps = 1.5e0", "steps must be an integer >= 1, got 1.5e0"),
        arguments(
            "learning-rate = 1e39",
            "learning-rate must be a number > 0, got 1e39; float32 ends at 3.4e38"),
        arguments(
            "learning-rate = 1e-46",
            "learning-rate must be a number > 0, got 1e-46; float32 has nothing between 0 and"
                + " 1.2e-38 in full precision"),
        arguments(
            "instance-noise = 1e-400",
            "instance-noise must be a number >= 0, got 1e-400; float32 has nothing between 0 and"
                + " 1.2e-38 in full precision"),
        arguments(
            "learning-rate = [0.1, 0.2]",
            "learning-rate must be a number > 0, got [0.1, 0.2]; for an axis write grid = [ { axis"
                + " = \"learning-rate\", values = [0.1, 0.2] } ]"),
        arguments(
            "seeds = \"10-6\"",
            "seeds must be a number of random seeds from 1 to 1000000, a list of different ones >="
                + " 0, or a text such as \"6-10\", got \"10-6\""),
        arguments("name = 2026", "name must be a text, got 2026; put it in quotes"));
  }

  static Stream<Arguments> grids() {
    return Stream.of(
        arguments(
            "grid = { learning-rate = [0.1, 0.2] }",
            "grid must be a list of axes, grid = [ { axis = \"learning-rate\", values = [0.1, 0.2]"
                + " } ]"),
        arguments(
            "grid = [ { learning-rate = [0.1, 0.2] } ]",
            "an axis must be { axis = \"...\", values = [...] }, got {\"learning-rate\":[0.1,0.2]};"
                + " write { axis = \"learning-rate\", values = [0.1, 0.2] }"),
        arguments(
            "grid = [ { axis = seed, values = [1, 2] } ]",
            "seed cannot be an axis, since every cell has every random seed; write seeds = [1, 2]"
                + " beside grid"),
        arguments(
            "grid = [ { axis = recipe, values = [normal, curves] } ]",
            "recipe cannot be an axis; give each a grid of its own, grids = [ { recipe = \"normal\""
                + " }, { recipe = \"curves\" } ]"),
        arguments(
            "grid = [ { axis = preset, values = [original, jang] } ]",
            "preset cannot be an axis; give each a grid of its own, grids = [ { preset ="
                + " \"original\" }, { preset = \"jang\" } ]"),
        arguments(
            "grid = [ { axis = log-every, values = [1, 2] } ]",
            "log-every cannot be an axis; set it beside grid"),
        arguments(
            "grid = [ { axis = learning-rate, values = [1,5, 2,5] } ]",
            "the axis learning-rate has 5 twice, at FILE:2 too; remove one, or write a decimal"
                + " comma as a point"),
        arguments(
            "grid = [ { axis = hidden, values = [8, 8] } ]",
            "the axis hidden has 8 twice, at FILE:2 too; remove one, or give a list of widths"
                + " brackets of its own, [[8, 8]]"),
        arguments(
            "grid = [ { axis = batch, values = [8, 8.0] } ]",
            "the axis batch has 8.0 twice, at FILE:2 too; remove one"),
        arguments(
            "grid = [ { axis = learning-rate, values = [0.1 0.2] } ]",
            "learning-rate must be a number > 0, got \"0.1 0.2\"; a comma or a line break is"
                + " missing between values"),
        arguments(
            "grid = [ { axis = optimizer, values = [sgd adam] } ]",
            "optimizer must be one of sgd, momentum, nesterov, adam, rmsprop, optimistic, got \"sgd adam\"; a"
                + " comma or a line break is missing between values"),
        arguments(
            "grid = [ { axis = learning-rate, values = { from = 0.1, to = 0.2 } } ]",
            "the range of the axis learning-rate must be such as { from = 0.001, to = 0.1, count ="
                + " 5, scale = log }, of 2 to 10000 numbers, its scale linear or log, got { from ="
                + " 0.1, to = 0.2 }"),
        arguments(
            "grid = [ { axis = instance-noise, values = { from = 0, to = 1, count = 3, scale = log }"
                + " } ]",
            "the range of the axis instance-noise must be such as { from = 0.001, to = 0.1, count ="
                + " 5, scale = log }, of 2 to 10000 numbers, its scale linear or log, got { from ="
                + " 0, to = 1, count = 3, scale = log }; on a log scale both ends must be > 0"),
        arguments(
            "grid = [ { axis = batch, values = { from = 1, to = 3, count = 9 } } ]",
            "the range of the axis batch has 1 twice; lower count, or list the values"),
        arguments(
            "grid = [ { axis = optimizer, values = { from = 1, to = 3, count = 3 } } ]",
            "the axis optimizer has no range, since its values must be one of sgd, momentum,"
                + " nesterov, adam, rmsprop, optimistic"));
  }

  static Stream<Arguments> dropped() {
    return Stream.of(
        arguments(
            "grid = [ { axis = learning-rate, values = [0.1] } { axis = batch, values = [8] } ]",
            "FILE:2: a comma or a line break is missing in \"} {\": two objects there become one,"
                + " which holds each key once"),
        arguments(
            "grid = [ { axis = batch, values = [8] }${?SADDLEPOINT_NO_SUCH_VARIABLE}{ values = [9] } ]",
            "FILE:2: a comma or a line break is missing in \"} {\": two objects there become one,"
                + " which holds each key once"),
        arguments(
            "learning_rate = ${?SADDLEPOINT_NO_SUCH_VARIABLE}",
            "FILE:2: unknown key \"learning_rate\"; did you mean learning-rate?"),
        arguments(
            "generator { lr = ${?SADDLEPOINT_NO_SUCH_VARIABLE}${?SADDLEPOINT_NO_SUCH_VARIABLE} }",
            "FILE:2: unknown key \"generator.lr\"; did you mean generator.learning-rate?"),
        arguments(
            "grids = [ { steps = 9 },\n{ learning_rate = ${?SADDLEPOINT_NO_SUCH_VARIABLE} } ]",
            "FILE:3: unknown key \"learning_rate\"; did you mean learning-rate?"),
        arguments(
            "grid = [ { axis = batch, values = [8], extra = ${?SADDLEPOINT_NO_SUCH_VARIABLE} } ]",
            "FILE:2: an axis must be { axis = \"...\", values = [...] }, got extra; remove it"),
        arguments(
            "learning_rate = ${?PATH}",
            "FILE:2: unknown key \"learning_rate\"; did you mean learning-rate?"),
        arguments(
            "seeds = [1] [2]",
            "FILE:2: a comma or a line break is missing in \"] [\": two lists there become one"),
        arguments(
            "grid = [ { axis = learning-rate, values = [0.1],\n axis = batch, values = [8] } ]",
            """
            FILE:3: an object holds axis twice, at FILE:2 too; a comma or a line break is missing \
            between two { }, or remove one
            FILE:3: an object holds values twice, at FILE:2 too; a comma or a line break is missing \
            between two { }, or remove one
            2 problems; nothing was started"""),
        arguments(
            "batch = 8\nsteps = 5\nbatch = 9",
            "FILE:4: batch stands at FILE:2 already, and the later one would win; remove one"),
        arguments(
            "generator { hidden = 3 }\n\"generator.hidden\" = 4",
            "FILE:3: generator.hidden stands at FILE:2 already, and the later one would win; remove"
                + " one"),
        arguments(
            "verdict { residual = 0.1 }\nverdict = 3",
            """
            FILE:3: verdict stands at FILE:2 already, and the later one would win; remove one
            FILE:3: verdict must be { KEY = VALUE }, got 3
            2 problems; nothing was started"""),
        arguments(
            "discriminator.learning-rate = 0.2\ngrid = [ { axis = learning-rate, values = [0.1] } ]",
            "FILE:2: the setting discriminator.learning-rate has no effect in any cell: the axis"
                + " learning-rate (FILE:3) would win; remove one of them"),
        arguments(
            "grid = [\n{ axis = learning-rate, values = [0.1] }\n{ axis = generator.learning-rate,"
                + " values = [0.1] }\n{ axis = discriminator.learning-rate, values = [0.1] }\n]",
            "FILE:3: the axis learning-rate has no effect in any cell: the axis"
                + " generator.learning-rate (FILE:4) and the axis discriminator.learning-rate"
                + " (FILE:5) would win; remove one of them"),
        arguments(
            "steps = 5\ngrids = [ { steps = 3 }, { steps = 4 } ]",
            "FILE:2: steps has no effect, since each of grids has its own; remove it"),
        arguments(
            "grids = [ { engine = scalar } ]",
            "FILE:2: engine is the whole sweep's and no grid's; set it outside grids"),
        arguments(
            "snapshot { every = 10, trials = [0123456789abcdef] }",
            "FILE:2: snapshot.trials has 0123456789abcdef, which is no trial of this sweep;"
                + " `saddlepoint query trials` lists ids"),
        arguments(
            "include file(\"missing.conf\")",
            "FILE:2: include file(\"missing.conf\"): there is no such file as HERE/missing.conf;"
                + " check the path"),
        arguments(
            "include url(\"http://localhost/x.conf\")",
            "FILE:2: include url(\"http://localhost/x.conf\") must name a file, so that the sweep"
                + " stays what it is; copy it beside this one and say include \"NAME\""),
        arguments(
            "include classpath(\"reference.conf\")",
            "FILE:2: include classpath(\"reference.conf\") must name a file, so that the sweep stays"
                + " what it is; copy it beside this one and say include \"NAME\""),
        arguments(
            "include \"bad.conf\"",
            "FILE:2: include \"bad.conf\" includes itself; remove one of the includes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"keys", "values", "grids"})
  void isToldInTheWordsOfThisProduct(String line, String message) throws IOException {
    aMessage(line, "FILE:2: " + message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dropped")
  void isNotDroppedWithoutAWord(String lines, String message) throws IOException {
    aMessage(lines, message);
  }

  private void aMessage(String lines, String message) throws IOException {
    Path file = write("bad.conf", GAUSSIAN + lines);

    CommandRun run = plan(file);

    assertThat(run.err().strip())
        .isEqualTo(
            message
                .replace("FILE", file.toString())
                .replace("HERE", Path.of("").toAbsolutePath().toString()));
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
  }

  /** Other ways to say things twice are meant, and what they give is one sweep. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch = 4\nbatch = ${?SADDLEPOINT_NO_SUCH_VARIABLE}",
        "batch = 4\ngenerator.learning-rate = ${?SADDLEPOINT_NO_SUCH_VARIABLE}\nengine ="
            + " ${?SADDLEPOINT_NO_SUCH_VARIABLE}\nverdict { residual ="
            + " ${?SADDLEPOINT_NO_SUCH_VARIABLE} }",
        "grids = [ { batch = 4, seeds = ${?SADDLEPOINT_NO_SUCH_VARIABLE} } ]",
        "grid = [ { axis = batch, values = [4] } ] ${?SADDLEPOINT_NO_SUCH_VARIABLE} [ { axis = steps,"
            + " values = [1200] } ]",
        "grid = [ { axis = batch, values = [4] } ]\ngrid += { axis = steps, values = [1200] }",
        "grid += { axis = batch, values = [4] }\ngrid += { axis = steps, values = [1200] }",
        "grid = [ { axis = batch, values = [4] } ]\ngrid = ${grid} [ { axis = steps, values ="
            + " [1200] } ]",
        "verdict { residual = 0.1 }\nverdict { wasserstein = 0.3 }\nverdict.jensen-shannon ="
            + " 0.06\nbatch = 4",
        "include \"base.conf\"\nbatch = 4",
        "include file(\"BASE\")\nbatch = 4",
        "include required(file(\"BASE\"))\nbatch = 4"
      })
  void whatIsMeantIsSilent(String lines) throws IOException {
    Path base = write("base.conf", "batch = 8\nverdict.residual = 0.1");
    Path file = write("meant.conf", GAUSSIAN + lines.replace("BASE", base.toString()));

    CommandRun run = plan(file, "--engine", "none");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.outLines()).contains("trials        1");
  }

  @Test
  void aFileIncludedAfterItsBetterIsToldWithBothLines() throws IOException {
    Path base = write("base.conf", "\nbatch = 8");
    Path file = write("late.conf", GAUSSIAN + "batch = 4\ninclude \"base.conf\"");

    assertThat(plan(file).err().strip())
        .isEqualTo(
            file
                + ":2: batch is lost, since "
                + base
                + ":2 is included after it; put the include first");
  }

  @Test
  void yamlIsRefusedWithTheHoconOfAnAxis() throws IOException {
    String yaml = "recipe: gaussian\ngrid:\n  - axis: batch\n    values: [8, 16]\n";
    for (Path file : List.of(write("a.conf", yaml), write("b.yaml", "recipe: gaussian"))) {
      CommandRun run = plan(file);

      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err().strip())
          .isEqualTo(
              file
                  + ": must be HOCON, got YAML; an axis is grid = [ { axis = \"learning-rate\","
                  + " values = [0.001, 0.005] } ], and conf/quickstart.conf explains the rest");
    }
  }

  static Stream<Arguments> options() {
    return Stream.of(
        arguments(
            List.of("--set", "batch=8, steps=3"),
            "--set batch=8, steps=3: must set one key; say --set once for each"),
        arguments(
            List.of("--set", "batch=8", "--set", "batch=9"),
            "--set batch=9: batch is set by --set batch=8 already"),
        arguments(
            List.of("--set", "batch=${?SADDLEPOINT_NO_SUCH_VARIABLE}"),
            "--set batch=${?SADDLEPOINT_NO_SUCH_VARIABLE}: has no value, since its variable is not"
                + " set; set it, or leave this out"),
        arguments(
            List.of("--set", "learning-rate=0,1"),
            "--set learning-rate=0,1: a comma separates values, so that 0,1 are two; write 0.1"),
        arguments(
            List.of("--set", "include \"x\"=1"),
            "--set include \"x\"=1: unknown key \"include \"x\"\""),
        arguments(
            List.of("--set", "learning-rate=[]"),
            "--set learning-rate=[]: the axis learning-rate is empty; give it a value or remove it"),
        arguments(
            List.of("--set", "learning-rate=[0.1, 0.1]"),
            "--set learning-rate=[0.1, 0.1]: the axis learning-rate has 0.1 twice, at --set"
                + " learning-rate=[0.1, 0.1] too; remove one, or write a decimal comma as a point"),
        arguments(
            List.of(
                "--set",
                "learning-rate=1",
                "--set",
                "generator.learning-rate=1",
                "--set",
                "discriminator.learning-rate=1"),
            "--set learning-rate=1: the setting learning-rate has no effect in any cell: --set"
                + " generator.learning-rate=1 and --set discriminator.learning-rate=1 would win;"
                + " remove one of them"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void anOptionThatWouldBeDropped(List<String> options, String message) throws IOException {
    CommandRun run = plan(write("set.conf", GAUSSIAN), options.toArray(String[]::new));

    assertThat(run.err().strip()).isEqualTo(message);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aSingleGanHasNoAxes() {
    CommandRun run = CommandRun.of("train", "gaussian", "learning-rate=[0.1, 0.2]");

    assertThat(run.err().strip())
        .startsWith(
            "learning-rate=[0.1, 0.2]: learning-rate must be a number > 0, got [0.1, 0.2]; for an"
                + " axis write grid = ");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
  }

  private CommandRun plan(Path file, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("plan", file.toString(), "--out", folder.resolve("results").toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
