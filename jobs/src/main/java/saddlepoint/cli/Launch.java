// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkException;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkSubmit;
import saddlepoint.jobs.CannotRunException;

/**
 * Entry point of the launcher's JVM. A command that needs no Spark, help and a wrong command line
 * are answered at once; all else goes through Spark's own submission in this same JVM.
 *
 * <p>The arguments are three lists: how many arguments the user gave and these, how many of them
 * are the application's and these, and Spark's options.
 */
public final class Launch {
  /** System property: the application jar, for executors and for a driver elsewhere. */
  private static final String JAR = "saddlepoint.jar";

  private static final String YARN = "yarn";

  private final List<String> given;
  private final List<String> application;
  private final List<String> options;

  private Launch(List<String> given, List<String> application, List<String> options) {
    this.given = given;
    this.application = application;
    this.options = options;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    // Threads that somebody left behind must not keep this JVM; it is nobody else's.
    System.exit(of(List.of(arguments)).run());
  }

  static Launch of(List<String> arguments) {
    int end = 1 + Integer.parseInt(arguments.get(0));
    int last = end + 1 + Integer.parseInt(arguments.get(end));
    return new Launch(
        arguments.subList(1, end),
        arguments.subList(end + 1, last),
        arguments.subList(last, arguments.size()));
  }

  private int run() {
    Terminal terminal = Terminal.standard();
    if (!Main.needsSpark(application)) {
      return Main.run(terminal, application.toArray(String[]::new));
    }
    try {
      OptionalModule.ofMaster(option("--master")).ifPresent(OptionalModule::require);
      List<String> submission = submission(System.getenv());
      if (option("--master").equals(YARN)) {
        submission = new YarnSubmission(submission, application.size()).complete(terminal);
      }
      SparkSubmit.main(submission.toArray(String[]::new));
      return Exit.DONE;
    } catch (Throwable e) {
      return code(terminal, e);
    }
  }

  /** Of what ended a submission: the application's own code, or what Spark would not take. */
  private static int code(Terminal terminal, Throwable e) {
    if (e instanceof SparkUserAppException code) {
      return code.exitCode();
    }
    if (e instanceof CannotRunException) {
      terminal.say("saddlepoint: " + e.getMessage());
      return Exit.COULD_NOT_RUN;
    }
    Optional<YarnApplication> ended = YarnApplication.of(e);
    if (ended.isPresent()) {
      OptionalInt exit = ended.get().exitCode();
      terminal.say(
          "saddlepoint: the driver, "
              + ended.get()
              + ", ended with "
              + (exit.isPresent() ? "exit code " + exit.getAsInt() : "no exit code")
              + "; its own words: yarn logs -applicationId "
              + ended.get());
      return exit.orElse(Exit.COULD_NOT_RUN);
    }
    boolean isRefused = e instanceof SparkException && e.getCause() == null;
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = text.strip().lines().findFirst().orElse("");
    terminal.say("saddlepoint: Spark did not take this command: " + line);
    if (Main.showsTraces()) {
      terminal.trace(e);
    } else {
      terminal.say("SADDLEPOINT_DEBUG=1 shows where");
    }
    return isRefused ? Exit.USAGE : Exit.COULD_NOT_RUN;
  }

  /** The last value of an option of Spark's; empty if it is not given. */
  private String option(String name) {
    int at = options.lastIndexOf(name);
    return at < 0 ? "" : options.get(at + 1);
  }

  /** Spark's own command line. */
  List<String> submission(Map<String, String> environment) {
    List<String> submission = new ArrayList<>(options);
    submission.add("--conf");
    submission.add(GivenCommand.PROPERTY + "=" + GivenCommand.of(environment, given));
    submission.add("--class");
    submission.add(Main.class.getName());
    submission.add(System.getProperty(JAR));
    submission.addAll(application);
    return submission;
  }
}
