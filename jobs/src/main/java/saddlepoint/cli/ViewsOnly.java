// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import saddlepoint.sweep.ConfigurationException;
import scala.Option;
import scala.Product;
import scala.Tuple2;
import scala.collection.Iterable;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Refuses every plan that does more than read the views. A plan passes if each of its nodes, each
 * expression in it, each function and each name of a relation is on a list ({@link PlanWords});
 * what is on none is refused, whatever it is, so that a later Spark's inventions are refused too.
 *
 * <p>A statement is looked at twice. As it was parsed it still has the names that were written:
 * looking one up may already read a file or load a class. As it was analysed it has what the names
 * came to mean.
 */
final class ViewsOnly {
  private final String place;

  private ViewsOnly(String place) {
    this.place = place;
  }

  /**
   * Checks a plan, parsed or analysed.
   *
   * @param place where the statement was given, for the message
   * @throws ConfigurationException naming what is refused, where it stands and what may be asked
   */
  static void require(String place, LogicalPlan plan) {
    new ViewsOnly(place).visit(plan, Set.of());
  }

  /** What is analysed of a statement: of EXPLAIN and DESCRIBE QUERY the query inside. */
  static LogicalPlan asked(LogicalPlan parsed) {
    if (parsed instanceof ExplainCommand explain) {
      return asked(explain.logicalPlan());
    }
    return parsed instanceof DescribeQueryCommand describe ? describe.plan() : parsed;
  }

  /**
   * Checks a node.
   *
   * @param defined names that the statement itself defines, in lower case
   */
  private void visit(LogicalPlan plan, Set<String> defined) {
    if (plan instanceof View view) {
      requireView(view);
      return;
    }
    if (!PlanWords.NODES.contains(plan.getClass())) {
      throw refused(plan, words(plan.nodeName()));
    }
    Set<String> known = defined;
    if (plan instanceof UnresolvedRelation relation) {
      requireRelation(plan, relation.multipartIdentifier(), defined);
    } else if (plan instanceof UnresolvedTableOrView described) {
      requireRelation(plan, described.multipartIdentifier(), Set.of());
    } else if (plan instanceof UnresolvedTableValuedFunction function) {
      requireFunction(plan, list(function.name()), PlanWords.TABLE_FUNCTIONS);
    } else if (plan instanceof UnresolvedWith with) {
      known = new HashSet<>(defined);
      for (var definition : JavaConverters.seqAsJavaList(with.cteRelations())) {
        known.add(lower(definition._1()));
      }
    }
    visitParts(plan.productIterator(), known);
  }

  /** Whatever a node is made of: other nodes, expressions, and lists, options and pairs of them. */
  private void visitParts(Iterator<?> parts, Set<String> defined) {
    while (parts.hasNext()) {
      Object part = parts.next();
      if (part instanceof LogicalPlan plan) {
        visit(plan, defined);
      } else if (part instanceof Expression expression) {
        visit(expression, defined);
      } else if (part instanceof Iterable<?> several) {
        visitParts(several.iterator(), defined);
      } else if (part instanceof Option<?> || part instanceof Tuple2<?, ?>) {
        visitParts(((Product) part).productIterator(), defined);
      }
    }
  }

  private void visit(Expression expression, Set<String> defined) {
    if (expression instanceof UnresolvedFunction function) {
      requireFunction(expression, list(function.nameParts()), PlanWords.FUNCTIONS);
    } else if (expression instanceof UnresolvedGenerator generator) {
      requireFunction(expression, List.of(generator.name().unquotedString()), PlanWords.FUNCTIONS);
    } else if (!PlanWords.EXPRESSIONS.contains(expression.getClass().getName())) {
      throw refused(expression, words(expression.nodeName()));
    }
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      visit(plan, defined);
    }
    // What a function of this kind is replaced by is Spark's own; what was given to it is not.
    Seq<Expression> parts =
        expression instanceof InheritAnalysisRules replaced
            ? replaced.parameters()
            : expression.children();
    for (Expression part : JavaConverters.seqAsJavaList(parts)) {
      visit(part, defined);
    }
  }

  private void requireView(View view) {
    boolean isOurs =
        view.isTempView()
            && view.desc().identifier().database().isEmpty()
            && PlanWords.VIEWS.contains(lower(view.desc().identifier().table()));
    if (!isOurs) {
      throw refused(view, view.desc().identifier().unquotedString() + " is none of the views");
    }
  }

  private void requireRelation(LogicalPlan plan, Seq<String> name, Set<String> defined) {
    List<String> parts = list(name);
    String first = lower(parts.get(0));
    if (parts.size() > 1 || !PlanWords.VIEWS.contains(first) && !defined.contains(first)) {
      throw refused(plan, written(parts) + " is none of the views");
    }
  }

  private void requireFunction(TreeNode<?> node, List<String> name, Set<String> allowed) {
    if (name.size() > 1 || !allowed.contains(lower(name.get(0)))) {
      throw refused(node, "the function " + written(name) + " is not run");
    }
  }

  private ConfigurationException refused(TreeNode<?> node, String what) {
    Origin origin = node.origin();
    String where =
        origin.line().isDefined()
            ? " (line " + origin.line().get() + ", pos " + origin.startPosition().get() + ")"
            : "";
    return new ConfigurationException(place, what + where + "; " + PlanWords.REMEDY);
  }

  /** For example {@code CREATE TABLE AS SELECT is not run} of {@code CreateTableAsSelect}. */
  private static String words(String nodeName) {
    return nodeName.replaceFirst("(Command|Statement)$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        + " is not run";
  }

  /** A name of one or several parts, as SQL has it. */
  private static String written(List<String> parts) {
    return parts.stream()
        .map(part -> part.matches("\\w+") ? part : "`" + part + "`")
        .collect(Collectors.joining("."));
  }

  private static List<String> list(Seq<String> names) {
    return JavaConverters.seqAsJavaList(names).stream().collect(Collectors.toList());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
