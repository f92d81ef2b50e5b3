// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import saddlepoint.data.DataException;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.MachineProblem;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.UnfitClusterException;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Problem;
import saddlepoint.table.TableException;

/** Entry point of the command line. */
@Command(
    name = "saddlepoint",
    description = "Sweeps GAN hyperparameters on Apache Spark and says which trials converged.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    sortOptions = false,
    subcommands = {
      SweepCommand.class,
      RegressCommand.class,
      PlanCommand.class,
      QueryCommand.class,
      ViewsCommand.class,
      ServeCommand.class,
      CompareCommand.class,
      RecipesCommand.class,
      FetchCommand.class,
      ClassifierCommand.class,
      TrainCommand.class,
      ReplayCommand.class,
      JudgeCommand.class,
      PictureCommand.class,
      GenerateCommand.class,
      ExportCommand.class,
      TraceCommand.class,
      RunsCommand.class,
      StatusCommand.class,
      CheckCommand.class,
      CleanCommand.class,
      PruneCommand.class,
      CompactCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      GpuSelftestCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  saddlepoint recipes                     the GANs there are",
      "  saddlepoint train gaussian              one GAN, figures as it trains",
      "  saddlepoint plan conf/quickstart.conf   what a sweep would do",
      "  saddlepoint sweep conf/quickstart.conf  train, then the leaderboard",
      "  saddlepoint query cells                 ask the tables",
      "",
      "Options of Spark (--master, --jars, --conf, ...) may stand anywhere on the line;",
      "SADDLEPOINT_MEMORY=4g before it gives the driver more memory than 2 GB.",
      "",
      "`saddlepoint COMMAND --help` explains a command. " + Exit.MEANINGS
    })
public final class Main implements Callable<Integer> {
  private static final String DEBUG_VARIABLE = "SADDLEPOINT_DEBUG";
  private static final String NAME = "saddlepoint";

  /** How help calls the program: as it was called, unless that is a path that leaves no room. */
  private static final String PROGRAM = Shell.PROGRAM.length() <= 24 ? Shell.PROGRAM : NAME;

  private final Terminal terminal;
  private final String[] arguments;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces, as the environment variable SADDLEPOINT_DEBUG=1 does.")
  private boolean debug;

  private Main(Terminal terminal, String... arguments) {
    this.terminal = terminal;
    this.arguments = arguments;
  }

  /**
   * Runs a command for Spark's submission, which may be a cluster's own process: there an exit,
   * even with 0, is told as a failure.
   *
   * @throws SparkUserAppException with the exit code, unless that is 0
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    int code = Exit.COULD_NOT_RUN;
    try {
      code = run(Terminal.standard(), arguments);
    } finally {
      Sessions.stop(code);
    }
    if (code != Exit.DONE) {
      throw new SparkUserAppException(code);
    }
  }

  /** Whether the command of these arguments uses Spark; help and what is refused do not. */
  static boolean needsSpark(List<String> arguments) {
    try {
      ParseResult result =
          commandLine(new Main(Terminal.standard())).parseArgs(arguments.toArray(String[]::new));
      boolean asksForHelp = result.isUsageHelpRequested() || result.isVersionHelpRequested();
      while (result.hasSubcommand()) {
        result = result.subcommand();
        asksForHelp |= result.isUsageHelpRequested() || result.isVersionHelpRequested();
      }
      Class<?> command = result.commandSpec().userObject().getClass();
      return !asksForHelp
          && command != Main.class
          && !command.isAnnotationPresent(WithoutSpark.class);
    } catch (ParameterException e) {
      return false;
    }
  }

  /** Runs a command; never throws. */
  static int run(Terminal terminal, String... arguments) {
    Main main = new Main(terminal, arguments);
    int code;
    try {
      code = commandLine(main).execute(arguments);
    } catch (Error e) {
      code = main.report(e);
    }
    Optional<IOException> failure = terminal.failure();
    return failure.isEmpty() ? code : main.failToPrint(failure.get());
  }

  private static CommandLine commandLine(Main main) {
    CommandLine line = new CommandLine(main);
    nameProgram(line);
    return line.setCommandName(PROGRAM)
        // As wide as it is under the shortest name.
        .setUsageHelpWidth(line.getUsageHelpWidth() + PROGRAM.length() - NAME.length())
        .setOut(main.terminal.out())
        .setErr(main.terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> main.explain(e, given))
        .setExecutionExceptionHandler((e, command, given) -> main.report(e));
  }

  /** Examples call the program as it was called. */
  private static void nameProgram(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    String program = Matcher.quoteReplacement(PROGRAM.replace("%", "%%"));
    usage.footer(
        Arrays.stream(usage.footer())
            .map(text -> text.replaceAll("(^ {2}|`)saddlepoint ", "$1" + program + " "))
            .toArray(String[]::new));
    line.getSubcommands().values().forEach(Main::nameProgram);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return Exit.USAGE;
  }

  Terminal terminal() {
    return terminal;
  }

  /** The command line, to be told and run again. */
  String command() {
    return GivenCommand.here(arguments);
  }

  private int explain(ParameterException e, String[] given) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    terminal.say(name + ": " + e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      StringWriter suggestions = new StringWriter();
      UnmatchedArgumentException.printSuggestions(unmatched, new PrintWriter(suggestions, true));
      suggestions.toString().strip().lines().forEach(terminal::say);
      SplitValue.of(List.of(given))
          .ifPresent(value -> terminal.say("quote the value: --set '" + value + "'"));
    }
    terminal.say("`" + name + " --help` explains it");
    return Exit.USAGE;
  }

  private int report(Throwable e) {
    if (e instanceof ConfigurationException configuration) {
      terminal.endLine();
      for (Problem problem : configuration.problems()) {
        terminal.say(problem.toString());
      }
      int count = configuration.problems().size();
      if (count > 1) {
        terminal.say(count + " problems; nothing was started");
      }
      trace(e);
      return Exit.USAGE;
    }
    Optional<OptionalModule> missing = OptionalModule.missing(e);
    if (missing.isPresent()) {
      return fail(missing.get().remedy(), e);
    }
    if (e instanceof TableException tables) {
      return fail(tables.summary(), tables.problems(), e);
    }
    if (e instanceof CannotRunException
        || e instanceof UnfitClusterException
        || e instanceof DataException) {
      return fail(e.getMessage(), e);
    }
    if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
      // What a class could not be made with, such as a recipe that is not complete.
      return fail(MachineProblem.oneLine(e.getCause()), e);
    }
    Optional<String> ofMachine = MachineProblem.of(e, "the folder that was being written");
    if (ofMachine.isPresent()) {
      return fail(ofMachine.get(), e);
    }
    if (e instanceof UncheckedIOException) {
      // Whoever wrapped it said where, and what to do.
      return fail(e.getMessage(), e);
    }
    if (e instanceof SparkThrowable) {
      return fail(MachineProblem.oneLine(e), e);
    }
    String hint = debug || showsTraces() ? "" : "; --debug shows where";
    return fail("unexpected " + MachineProblem.oneLine(e) + hint, e);
  }

  private int failToPrint(IOException e) {
    String message = "the result could not be written to standard output";
    return fail(message + " (" + e.getMessage() + "); its end is missing there", e);
  }

  private int fail(String message, Throwable cause) {
    return fail(message, List.of(), cause);
  }

  private int fail(String message, List<String> problems, Throwable cause) {
    terminal.say("saddlepoint: " + message);
    problems.forEach(problem -> terminal.say("  " + problem));
    trace(cause);
    return Exit.COULD_NOT_RUN;
  }

  /** Shows where an error came from, if that is wanted. */
  void trace(Throwable cause) {
    if (debug || showsTraces()) {
      terminal.trace(cause);
    }
  }

  /** Whether the environment asks for stack traces. */
  static boolean showsTraces() {
    String variable = System.getenv(DEBUG_VARIABLE);
    return variable != null && !variable.isEmpty() && !variable.equals("0");
  }
}
