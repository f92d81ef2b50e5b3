// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Answers SQL over JDBC. */
@Command(
    name = "serve",
    description = "Answer SQL over JDBC, on this machine: the views, and nothing else.",
    footer = {
      "",
      "A client of HiveServer2, such as beeline or a program with the Hive JDBC driver,",
      "connects to the URL that is printed, with any name and no password. It sees the",
      "views of `query`, each column with its comment, and what is committed meanwhile.",
      "Only statements that `query -e` takes are run. It listens on 127.0.0.1 alone: every",
      "user of this machine may ask, and nobody else. Ctrl-C ends it.",
      "",
      "Examples:",
      "  saddlepoint serve",
      "  saddlepoint serve --out hdfs://namenode:8020/results --port 10001",
      "  beeline -u jdbc:hive2://127.0.0.1:10000/default -e 'SELECT * FROM runs'",
      "",
      "Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 usage, 3 could not run."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;

  /** Between two looks for what was committed. */
  private static final int LOOK_SECONDS = 2;

  @ParentCommand private Main main;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Port of 127.0.0.1 (default: 10000); 0 is any that is free.")
  private int port;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > LAST_PORT) {
      throw new ConfigurationException("--port " + port, "must be from 0 to " + LAST_PORT);
    }
    OptionalModule.JDBC.require();
    TableFolder folder = output.open();
    String state = folder.state();
    CheckedRuns checked = folder.requireSound(List.of());
    SparkSession session = Sessions.start("saddlepoint serve");
    Views.register(session, checked);
    CountDownLatch end = new CountDownLatch(1);
    SignalUtils.register("INT", () -> end(end));
    SignalUtils.register("TERM", () -> end(end));
    try (JdbcServer server = new JdbcServer(session, port)) {
      main.terminal().print(server.url());
      main.terminal().say("serving the views of " + folder.location() + "; Ctrl-C ends it");
      String told = "";
      while (!end.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        try {
          String now = folder.state();
          if (!now.equals(state)) {
            checked = folder.requireSoundSince(checked);
            Views.register(session, checked);
            state = now;
          }
          told = "";
        } catch (TableException | UncheckedIOException e) {
          // Clients go on with what was sound.
          String problem = e.getMessage().replaceAll("\\s*\\R\\s*", " ");
          if (!problem.equals(told)) {
            main.terminal().say("not refreshed: " + problem);
            told = problem;
          }
        }
      }
    }
    return Exit.DONE;
  }

  private static boolean end(CountDownLatch end) {
    end.countDown();
    return true;
  }
}
