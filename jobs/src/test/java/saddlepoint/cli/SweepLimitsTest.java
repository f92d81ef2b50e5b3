// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much for a sweep is told before anything is expanded. */
class SweepLimitsTest {
  @TempDir private Path folder;

  static Stream<Arguments> tooMuch() {
    String brackets =
        ": brackets and names nest deeper than 50; a sweep needs no more than ten, so"
            + " close or remove some";
    String values =
        Stream.iterate(1, i -> i + 1).limit(50).map(String::valueOf).toList().toString();
    StringBuilder grid = new StringBuilder("recipe = gaussian\nminibatch = true\ngrid = [\n");
    for (String axis :
        List.of("hidden", "batch", "steps", "decay-steps", "minibatch-kernels", "pretrain-steps")) {
      grid.append("{ axis = ").append(axis).append(", values = ").append(values).append(" }\n");
    }
    return Stream.of(
        arguments("[".repeat(20_000), "FILE:1" + brackets),
        arguments("[\n".repeat(20_000), "FILE:50" + brackets),
        arguments("a = " + "{ a = ".repeat(20_000), "FILE:1" + brackets),
        arguments("a.".repeat(20_000) + "b = 1", "FILE:1" + brackets),
        arguments("a = ${" + "a.".repeat(20_000) + "b}", "FILE:1" + brackets),
        arguments(
            "recipe = gaussian\n" + "grid += { axis = batch, values = [8] }\n".repeat(20_000),
            "FILE:32: += and values made of those before them stand more than 30 times in an"
                + " object; write the values out"),
        arguments(
            Stream.iterate(1, i -> i + 1)
                .limit(20_000)
                .map(i -> "a.b" + i + " = 1\n")
                .toList()
                .toString()
                .replaceAll("[\\[\\],]", ""),
            "FILE:1001: an object holds more than 1000 keys; a sweep knows some hundred, so remove"
                + " the others"),
        arguments(
            "recipe = gaussian\nsteps = 2147483647",
            "FILE:1: cannot train gaussian steps=2147483647: steps = 2147483647 with log-every = 10"
                + " makes 214,748,366 logged steps in a trial's row, 60.1 GB of at most 1.1 GB;"
                + " raise log-every or lower steps"),
        arguments(
            "recipe = gaussian\nhidden = 65536",
            "FILE:1: cannot train gaussian hidden=65536: a player of about 34,364,719,105"
                + " parameters is too large, since arrays end at 2,147,483,647 numbers; lower"
                + " hidden"),
        arguments(
            "recipe = gaussian\nhidden = 65536, batch = 65536",
            "FILE:1: cannot train gaussian batch=65536 hidden=65536: a batch of 65,536 rows of"
                + " 65,536 columns is too large, since arrays end at 2,147,483,647 numbers; lower"
                + " batch or hidden"),
        arguments(
            "recipe = gaussian\nhidden = "
                + List.of(1, 2, 3).toString().replace("3", "3,".repeat(1000) + "3"),
            "FILE:2: hidden must be a width from 1 to 65536, or a list of widths such as [8, 8], got"
                + " [1, 2, "
                + "3, ".repeat(18)
                + "... 1003 values]; a player has at most 100 hidden layers"),
        arguments(
            grid + "]\nseeds = 1000",
            "FILE:1: the grid has 15,625,000,000 combinations, 15,625,000,000,000 trials (50 of"
                + " hidden x 50 of batch x 50 of steps x 50 of decay-steps x 50 of"
                + " minibatch-kernels x 50 of pretrain-steps x 1000 random seeds), and a sweep takes"
                + " up to 200,000 and 2,000,000; take values or seeds out, or split it into several"
                + " sweeps"));
  }

  /** In little time: before anything is expanded, or the parser follows. */
  @ParameterizedTest
  @MethodSource("tooMuch")
  void whatIsTooMuchIsOneLine(String content, String message) throws IOException {
    Path file = write("much.conf", content);
    long start = System.nanoTime();

    CommandRun run = plan(file);

    assertThat(run.err().strip()).startsWith(message.replace("FILE", file.toString()));
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err().length()).isLessThan(2000);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aFileWithoutEndIsRefused() {
    CommandRun run = plan(Path.of("/dev/zero"));

    assertThat(run.err().strip())
        .isEqualTo("/dev/zero: must have at most 4 MiB of text; name a file that holds a sweep");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("x.conf"), new byte[] {'a', (byte) 0xFF});

    assertThat(plan(file).err().strip())
        .isEqualTo(file + ": must be text in UTF-8; save it as that");
  }

  private CommandRun plan(Path file) {
    return CommandRun.of("plan", file.toString(), "--out", folder.resolve("results").toString());
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
