// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import saddlepoint.engine.RootCause;
import saddlepoint.jobs.MachineProblem;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableException;

/** SQL of a user: the one way from such a text to rows. Only what reads the views is run. */
final class Selection {
  private static final String TOO_DEEP =
      "nests too deep to be read; write it with fewer parentheses or operators";

  /** What a JVM says of an array that it could hold on no machine. */
  private static final String LARGER_THAN_ARRAYS = "Requested array size exceeds VM limit";

  private Selection() {}

  /**
   * Checks a statement before Spark is started.
   *
   * @param place where it was given, for messages
   * @return the statement as Spark takes it
   * @throws ConfigurationException if it is no SQL, or does more than read the views
   */
  static String require(String place, String sql) {
    String statement = sql.strip().replaceFirst("[;\\s]+$", "");
    SQLConf conf = new SQLConf();
    withoutVariables(conf);
    try {
      ViewsOnly.require(place, parse(conf, statement));
      ReservedAliases.refuse(place, statement);
    } catch (ConfigurationException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new ConfigurationException(place, TOO_DEEP);
    } catch (Exception e) {
      throw refusal(place, e);
    }
    return statement;
  }

  /**
   * Runs a statement of the asker's own. What goes wrong, such as a pattern that is none or a
   * number that a function does not take, is the statement's, unless it is the machine's.
   *
   * @param fetching of the rows, which is when most of a statement is computed
   * @throws ConfigurationException naming what is wrong with the statement
   */
  static void fetch(String place, Runnable fetching) {
    try {
      fetching.run();
    } catch (ConfigurationException | TableException e) {
      throw e;
    } catch (Throwable e) {
      Throwable root = RootCause.of(e);
      if (root instanceof StackOverflowError) {
        throw new ConfigurationException(place, TOO_DEEP);
      }
      if (String.valueOf(root.getMessage()).contains(LARGER_THAN_ARRAYS)) {
        throw new ConfigurationException(
            place, "makes a value of more than 2 GiB, which no value may have");
      }
      if (isOfMachine(e, root)) {
        throw e;
      }
      throw new ConfigurationException(place, MachineProblem.oneLine(e));
    }
  }

  /**
   * Of files that cannot be read, of executors that were lost, and of what else is no statement's.
   */
  private static boolean isOfMachine(Throwable error, Throwable root) {
    boolean isOfText =
        root instanceof UnsupportedEncodingException || root instanceof CharacterCodingException;
    boolean isOfSpark = root instanceof SparkException spark && spark.getErrorClass() == null;
    return MachineProblem.of(error, "").isPresent()
        || root instanceof VirtualMachineError
        || root instanceof InterruptedException
        || root instanceof IOException && !isOfText
        || isOfSpark;
  }

  /**
   * The rows of a statement. Spark executes commands where a plan becomes a {@link Dataset}, so it
   * becomes one after it was analysed and checked.
   *
   * @param session with the views
   * @throws ConfigurationException if it is no SQL, does more than read the views, or names what
   *     they do not have
   */
  static Dataset<Row> run(String place, SparkSession session, String statement) {
    SQLConf conf = session.sessionState().conf();
    withoutVariables(conf);
    try {
      LogicalPlan parsed = parse(conf, statement);
      ViewsOnly.require(place, parsed);
      QueryExecution analysis =
          session.sessionState().executePlan(ViewsOnly.asked(parsed), CommandExecutionMode.SKIP());
      ViewsOnly.require(place, analysis.analyzed());
      return Dataset.ofRows(session, parsed);
    } catch (AnalysisException e) {
      throw refusal(place, e);
    }
  }

  /** Left alone, the parser takes the settings of the thread's session: another one's, or none. */
  private static LogicalPlan parse(SQLConf conf, String statement) throws AnalysisException {
    return SQLConf.withExistingConf(conf, () -> new SparkSqlParser().parsePlan(statement));
  }

  /** What Spark says of a statement, as one line. */
  static ConfigurationException refusal(String place, Exception e) {
    String line =
        String.valueOf(e.getMessage())
            .lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(e.toString());
    return new ConfigurationException(
        place,
        line.replaceFirst("^\\[[A-Z_.]+]\\s*", "")
            .replaceFirst(";\\s*$", "")
            .replace(".(line", " (line"));
  }

  /** Spark would put variables of the environment into the text: {@code ${env:HOME}}. */
  private static void withoutVariables(SQLConf conf) {
    conf.setConfString(SQLConf.VARIABLE_SUBSTITUTE_ENABLED().key(), "false");
  }
}
