// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What becomes of the executors that a standalone cluster, or Spark's local-cluster mode, launches.
 * Spark tells no listener of one that ends before it has registered, and launches another, for ever
 * or until the master gives the application up; all it does is write a line to its log at level
 * info. So that line is read. Safe for several threads.
 */
final class ExecutorLaunches {
  private static final String CLIENT =
      "org.apache.spark.deploy.client.StandaloneAppClient$ClientEndpoint";

  private static final String READER = "saddlepoint-executor-launches";
  private static final String STANDALONE = "spark://";
  private static final String LOCAL_CLUSTER = "local-cluster[";

  /** One may fail by chance; Spark launches the next. */
  private static final int FEWEST_FAILURES = 3;

  private static final Pattern ADDED = Pattern.compile("Executor added: (\\S+) on (\\S+) .*");
  private static final Pattern UPDATED =
      Pattern.compile("Executor updated: (\\S+) is now (FAILED|EXITED|LOST)(?: \\((.*)\\))?");

  /** Of a driver whose master is gone, or has another secret. */
  private static final Pattern UNREACHABLE = Pattern.compile("Failed to connect to master .*");

  /** How often Spark asks before it gives up. */
  private static final int MOST_TRIES = 3;

  private final Map<String, String> workers = new HashMap<>();
  private final List<Ended> ended = new ArrayList<>();
  private int unreachable;

  private ExecutorLaunches() {}

  /** Whether the workers run in the driver's JVM. */
  private static boolean areHere(String master) {
    return master.startsWith(LOCAL_CLUSTER);
  }

  /**
   * From now on, whatever level the log is set to; what the log is to show is still shown.
   *
   * @return nothing where executors are launched by something else
   */
  static Optional<ExecutorLaunches> watch(String master) {
    return areHere(master) || master.startsWith(STANDALONE)
        ? Optional.of(watch())
        : Optional.empty();
  }

  private static ExecutorLaunches watch() {
    ExecutorLaunches launches = new ExecutorLaunches();
    LoggerContext context = (LoggerContext) LogManager.getContext(/* currentContext= */ false);
    // Spark sets the log up anew where nobody has configured it. Any change is told here, own ones
    // too.
    context.addPropertyChangeListener(
        event -> {
          if (!context.getConfiguration().getLoggers().containsKey(CLIENT)) {
            launches.listen(context);
          }
        });
    launches.listen(context);
    return launches;
  }

  private void listen(LoggerContext context) {
    Configuration settings = context.getConfiguration();
    LoggerConfig own = settings.getLoggers().get(CLIENT);
    if (own == null) {
      own = new LoggerConfig(CLIENT, Level.INFO, /* additive= */ false);
      settings.addLogger(CLIENT, own);
    }
    LoggerConfig usual = own.getParent();
    AbstractAppender reader =
        new AbstractAppender(READER, null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            read(event.getMessage().getFormattedMessage());
            if (event.getLevel().isMoreSpecificThan(usual.getLevel())) {
              usual.log(event.toImmutable());
            }
          }
        };
    reader.start();
    // The last to watch is the one who reads.
    own.removeAppender(READER);
    own.addAppender(reader, Level.INFO, null);
    context.updateLoggers();
  }

  /** Takes a line of Spark's log. */
  synchronized void read(String line) {
    if (UNREACHABLE.matcher(line).matches()) {
      unreachable++;
    }
    Matcher added = ADDED.matcher(line);
    if (added.matches()) {
      workers.put(added.group(1), added.group(2));
    }
    Matcher updated = UPDATED.matcher(line);
    if (updated.matches()) {
      String reason = updated.group(3) == null ? "" : ", " + updated.group(3);
      String executor = updated.group(1);
      ended.add(new Ended(executor, workers.getOrDefault(executor, ""), updated.group(2) + reason));
    }
  }

  /**
   * What to tell if so many ended that none will start; nothing as long as they may be accidents.
   * Only the caller knows whether another executor has started.
   *
   * @param page finds the address of a worker's web pages by its id
   */
  Optional<String> failure(String master, Function<String, Optional<String>> page) {
    if (isUnreachable()) {
      return Optional.of(
          "no master can be talked to at "
              + master
              + ": Spark tried "
              + MOST_TRIES
              + " times. Look whether it runs there, and where spark.authenticate is on, whether it"
              + " has the same spark.authenticate.secret");
    }
    List<Ended> all = ended();
    if (all.size() < FEWEST_FAILURES) {
      return Optional.empty();
    }
    // The last may still be writing.
    Ended told = all.get(all.size() - 2);
    ExecutorLog log =
        areHere(master)
            ? ExecutorLog.here(told.name())
            : ExecutorLog.at(told.worker(), told.name(), page.apply(told.worker()));
    return Optional.of(
        "no executor starts: "
            + all.size()
            + " ended before they took a task, such as "
            + told.name()
            + ", "
            + told.state()
            + "; "
            + log.text()
            + ". Look at spark.executor.extraJavaOptions, spark.executor.memory and"
            + " spark.executorEnv.JAVA_HOME");
  }

  private synchronized boolean isUnreachable() {
    return unreachable >= MOST_TRIES;
  }

  /** Those that ended by themselves, in their order. */
  synchronized List<Ended> ended() {
    return List.copyOf(ended);
  }

  /**
   * An executor that ended.
   *
   * @param name application and number, as in {@code app-20260801120000-0000/3}
   * @param worker the id of the worker that launched it; empty where that was not told
   * @param state how it ended, in Spark's words
   */
  record Ended(String name, String worker, String state) {}
}
