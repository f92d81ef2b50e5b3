// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import saddlepoint.sweep.ConfigurationException;

/** SQL of a user: the one way from such a text to rows. Only what reads the views is run. */
final class Selection {
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
    LogicalPlan plan;
    try {
      plan = SQLConf.withExistingConf(conf, () -> new SparkSqlParser().parsePlan(statement));
    } catch (Exception e) {
      throw refusal(place, e);
    }
    ViewsOnly.require(place, plan);
    return statement;
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
    withoutVariables(session.sessionState().conf());
    try {
      LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(statement);
      ViewsOnly.require(place, parsed);
      QueryExecution analysis =
          session.sessionState().executePlan(ViewsOnly.asked(parsed), CommandExecutionMode.SKIP());
      ViewsOnly.require(place, analysis.analyzed());
      return Dataset.ofRows(session, parsed);
    } catch (AnalysisException e) {
      throw refusal(place, e);
    }
  }

  /** What Spark says of a statement, as one line. */
  static ConfigurationException refusal(String place, Exception e) {
    String line =
        e.getMessage()
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
