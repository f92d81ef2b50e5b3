// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkSubmit;

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

  /** Masters whose client is no part of Spark's core, with the class that tells. */
  private static final Map<String, String> CLIENTS =
      Map.of(
          "yarn", "org.apache.spark.deploy.yarn.YarnClusterApplication",
          "k8s", "org.apache.spark.deploy.k8s.submit.KubernetesClientApplication");

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
      requireClient();
      SparkSubmit.main(submission(System.getenv()).toArray(String[]::new));
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
    boolean isRefused = e instanceof SparkException && e.getCause() == null;
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = text.strip().lines().findFirst().orElse("");
    terminal.say("saddlepoint: Spark did not take this command: " + line);
    if (Main.showsTraces()) {
      e.printStackTrace(terminal.err());
    } else {
      terminal.say("SADDLEPOINT_DEBUG=1 shows where");
    }
    return isRefused ? Exit.USAGE : Exit.COULD_NOT_RUN;
  }

  private void requireClient() {
    String master = options.get(options.indexOf("--master") + 1);
    for (Map.Entry<String, String> client : CLIENTS.entrySet()) {
      if (master.startsWith(client.getKey())) {
        try {
          Class.forName(client.getValue(), false, Launch.class.getClassLoader());
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(
              "--master "
                  + master
                  + ": Spark's client for it is not on the class path; name the folder of its jars"
                  + " (spark-yarn, spark-kubernetes) in SPARK_DIST_CLASSPATH, as '/folder/*'",
              e);
        }
      }
    }
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
