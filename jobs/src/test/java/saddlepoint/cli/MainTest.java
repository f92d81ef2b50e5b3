// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.spark.SparkUserAppException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "plan",
        "query",
        "views",
        "serve",
        "compare",
        "recipes",
        "train",
        "replay",
        "picture",
        "export",
        "generate",
        "trace",
        "bench",
        "doctor"
      })
  void everyCommandExplainsItselfWithExamples(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: saddlepoint " + command)
        .contains("Examples:\n  saddlepoint ");
    assertThat(run.outLines()).allMatch(line -> line.length() <= 80);
    assertThat(CommandRun.of("--help").out()).contains("\n  " + command + " ");
  }

  /**
   * Any exit, even with 0, is a failure to a cluster whose process this is; it would end this JVM
   * too.
   */
  @Test
  void returnsAfterSuccessAndThrowsEveryOtherCode() {
    assertThatCode(() -> Main.main(new String[] {"--version"})).doesNotThrowAnyException();

    assertThatThrownBy(() -> Main.main(new String[] {"nonsense"}))
        .isInstanceOfSatisfying(
            SparkUserAppException.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.USAGE));
    assertThatThrownBy(() -> Main.main(new String[] {"check", "--out", "no tables are here"}))
        .isInstanceOfSatisfying(
            SparkUserAppException.class,
            e -> assertThat(e.exitCode()).isEqualTo(Exit.COULD_NOT_RUN));
  }

  @Test
  void onlyTheLaunchersJvmIsEverExited() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Launch.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("saddlepoint"));
  }

  @Test
  void withoutACommandTellsTheCommands() {
    CommandRun run = CommandRun.of();

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: saddlepoint [-hV] [--debug] COMMAND\n");
  }

  @Test
  void tellsItsVersionAndThatOfTheBits() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exit()).isZero();
    assertThat(run.outLines().get(0)).matches("saddlepoint .+, numerics version \\d+");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    CommandRun run = CommandRun.of("swep", "x.conf");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines())
        .containsExactly(
            "saddlepoint: Unmatched arguments from index 0: 'swep', 'x.conf'",
            "Did you mean: saddlepoint sweep or saddlepoint replay?",
            "`saddlepoint --help` explains it");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearest() {
    CommandRun run = CommandRun.of("plan", "x.conf", "--engin", "none");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--engin").contains("--engine").contains("plan --help");
  }

  @Test
  void aStackTraceIsShownOnDemandOnly() {
    assertThat(CommandRun.of("recipes", "x").err()).doesNotContain("\tat ");
    assertThat(CommandRun.of("recipes", "x", "--debug").err()).contains("\tat saddlepoint.");
    assertThat(CommandRun.of("--debug", "recipes", "x").err()).contains("\tat saddlepoint.");
  }

  /** What a full disk says, and {@code head} that has read enough. */
  @Test
  void outputThatCannotBeWrittenIsNoSuccessUnlessNobodyReadsIt() {
    assertThat(recipes("No space left on device", 1))
        .isEqualTo(
            new CommandRun(
                Exit.COULD_NOT_RUN,
                "",
                "saddlepoint: the result could not be written to standard output (No space left on"
                    + " device); its end is missing there\n"));
    assertThat(recipes("No space left on device", 2).exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(recipes("Broken pipe", 1)).isEqualTo(new CommandRun(Exit.DONE, "", ""));
    assertThat(recipes("", 1_000_000)).isEqualTo(new CommandRun(Exit.DONE, "", ""));
  }

  /** To a stream that fails from some piece on. */
  private static CommandRun recipes(String failure, int piece) {
    StringWriter err = new StringWriter();
    OutputStream out =
        new OutputStream() {
          private int pieces;

          @Override
          public void write(int b) throws IOException {
            throw new IOException("a byte alone");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (++pieces >= piece) {
              throw new IOException(failure);
            }
          }
        };
    int exit = Main.run(new Terminal(out, new PrintWriter(err), /* live= */ false), "recipes");
    return new CommandRun(exit, "", err.toString());
  }

  @Test
  void aValueThatTheShellSplitIsShownInQuotes() {
    CommandRun run =
        CommandRun.of("sweep", "x.conf", "--set", "batch={from", "=", "8,", "to", "=", "32}");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines())
        .containsExactly(
            "saddlepoint sweep: Unmatched arguments from index 4: '=', '8,', 'to', '=', '32}'",
            "quote the value: --set 'batch={from = 8, to = 32}'",
            "`saddlepoint sweep --help` explains it");
    assertThat(CommandRun.of("plan", "x.conf", "--set=seeds=[1,", "2]").errLines())
        .contains("quote the value: --set 'seeds=[1, 2]'");
    assertThat(CommandRun.of("plan", "x.conf", "--set", "seeds=[1,2]", "y").err())
        .doesNotContain("quote");
  }

  @Test
  void theHelpSaysWhereSparksOptionsGo() {
    assertThat(CommandRun.of("--help").out())
        .contains(
            "\nOptions of Spark (--master, --jars, --conf, ...) may stand anywhere on the line;\n"
                + "SADDLEPOINT_MEMORY=4g before it gives the driver more memory than 2 GB.\n");
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    CommandRun run = CommandRun.of("plan", "a.conf", "--set");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines())
        .containsExactly(
            "saddlepoint plan: Missing required parameter for option '--set' (KEY=VALUE)",
            "`saddlepoint plan --help` explains it");
  }
}
