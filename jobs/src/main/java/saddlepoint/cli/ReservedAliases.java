// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParserBaseListener;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import saddlepoint.sweep.ConfigurationException;

/**
 * Refuses what Spark takes for an alias and nobody means as one: a clause that was begun and not
 * written, such as {@code FROM trials WHERE}, would be left out without a word.
 */
final class ReservedAliases extends SqlBaseParserBaseListener {
  /** What begins a clause and is not reserved by the standard. */
  private static final Set<String> CLAUSES =
      Set.of(
          "CLUSTER",
          "DISTRIBUTE",
          "LATERAL",
          "LIMIT",
          "OFFSET",
          "PIVOT",
          "SORT",
          "TABLESAMPLE",
          "UNPIVOT",
          "WINDOW");

  private final String place;

  private ReservedAliases(String place) {
    this.place = place;
  }

  /**
   * Checks a statement that Spark's parser takes.
   *
   * @throws ConfigurationException naming the word and where it stands
   */
  static void refuse(String place, String statement) {
    SqlBaseLexer lexer =
        new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(statement)));
    SqlBaseParser parser = new SqlBaseParser(new CommonTokenStream(lexer));
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    ParseTreeWalker.DEFAULT.walk(new ReservedAliases(place), parser.singleStatement());
  }

  @Override
  public void enterTableAlias(SqlBaseParser.TableAliasContext alias) {
    if (alias.AS() == null && alias.strictIdentifier() != null) {
      refuse(alias.strictIdentifier());
    }
  }

  @Override
  public void enterNamedExpression(SqlBaseParser.NamedExpressionContext expression) {
    if (expression.AS() == null && expression.name != null) {
      refuse(expression.name);
    }
  }

  private void refuse(ParserRuleContext name) {
    String word = name.getText();
    if (CLAUSES.contains(word.toUpperCase(Locale.ROOT)) || isReserved(word)) {
      throw new ConfigurationException(
          place,
          "nothing stands behind "
              + word
              + " (line "
              + name.start.getLine()
              + ", pos "
              + name.start.getCharPositionInLine()
              + "); finish it, or write AS "
              + word
              + " if it is a name");
    }
  }

  /** Whether standard SQL takes no such name. */
  private static boolean isReserved(String word) {
    SQLConf strict = new SQLConf();
    strict.setConfString(SQLConf.ANSI_ENABLED().key(), "true");
    strict.setConfString(SQLConf.ENFORCE_RESERVED_KEYWORDS().key(), "true");
    try {
      SQLConf.withExistingConf(strict, () -> new SparkSqlParser().parsePlan("SELECT 1 AS " + word));
      return false;
    } catch (Exception e) {
      if (e instanceof ParseException) {
        return true;
      }
      throw e;
    }
  }
}
