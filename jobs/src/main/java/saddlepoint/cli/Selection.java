// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.SparkSqlParser;
import saddlepoint.sweep.ConfigurationException;
import scala.collection.JavaConverters;

/** SQL that reads and changes nothing. */
final class Selection {
  /** Commands of Spark that only tell something. */
  private static final Set<String> TELLING =
      Set.of(
          "DescribeRelation",
          "DescribeColumn",
          "DescribeQueryCommand",
          "DescribeFunction",
          "ExplainCommand",
          "ShowColumns",
          "ShowFunctions",
          "ShowTables",
          "ShowViews");

  private Selection() {}

  /**
   * Checks a statement before Spark is started.
   *
   * @return the statement as Spark takes it
   * @throws ConfigurationException if it is no SQL, or changes something
   */
  static String require(String place, String sql) {
    String statement = sql.strip().replaceFirst("[;\\s]+$", "");
    LogicalPlan plan;
    try {
      plan = new SparkSqlParser().parsePlan(statement);
    } catch (Exception e) {
      throw refusal(place, e);
    }
    if (!TELLING.contains(plan.nodeName()) && changes(plan)) {
      throw new ConfigurationException(
          place, "is not run, since it does more than read; give a SELECT");
    }
    return statement;
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

  private static boolean changes(TreeNode<?> node) {
    if (node instanceof Command
        || node instanceof ParsedStatement
        || node instanceof InsertIntoDir) {
      return true;
    }
    for (Object child : JavaConverters.seqAsJavaList(node.children())) {
      if (changes((TreeNode<?>) child)) {
        return true;
      }
    }
    for (Object child : JavaConverters.seqAsJavaList(node.innerChildren())) {
      if (child instanceof TreeNode<?> inner && changes(inner)) {
        return true;
      }
    }
    return false;
  }
}
