// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.MultiAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExtractValue;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedOrdinal;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRegex;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTVFAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryPad;
import org.apache.spark.sql.catalyst.expressions.BinaryPredicate;
import org.apache.spark.sql.catalyst.expressions.Ceil;
import org.apache.spark.sql.catalyst.expressions.Contains;
import org.apache.spark.sql.catalyst.expressions.Cube;
import org.apache.spark.sql.catalyst.expressions.CurrentRow$;
import org.apache.spark.sql.catalyst.expressions.DateAddInterval;
import org.apache.spark.sql.catalyst.expressions.DateAddYMInterval;
import org.apache.spark.sql.catalyst.expressions.DatetimeSub;
import org.apache.spark.sql.catalyst.expressions.DivideDTInterval;
import org.apache.spark.sql.catalyst.expressions.DivideInterval;
import org.apache.spark.sql.catalyst.expressions.DivideYMInterval;
import org.apache.spark.sql.catalyst.expressions.EndsWith;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Explode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Floor;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetArrayStructFields;
import org.apache.spark.sql.catalyst.expressions.GetMapValue;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.GroupingSets;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.LateralSubquery;
import org.apache.spark.sql.catalyst.expressions.LikeAll;
import org.apache.spark.sql.catalyst.expressions.LikeAny;
import org.apache.spark.sql.catalyst.expressions.ListQuery;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Mask;
import org.apache.spark.sql.catalyst.expressions.MultiplyDTInterval;
import org.apache.spark.sql.catalyst.expressions.MultiplyInterval;
import org.apache.spark.sql.catalyst.expressions.MultiplyYMInterval;
import org.apache.spark.sql.catalyst.expressions.NamePlaceholder$;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.NotLikeAll;
import org.apache.spark.sql.catalyst.expressions.NotLikeAny;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PreciseTimestampConversion;
import org.apache.spark.sql.catalyst.expressions.Rollup;
import org.apache.spark.sql.catalyst.expressions.RoundCeil;
import org.apache.spark.sql.catalyst.expressions.RoundFloor;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.catalyst.expressions.StringLPad;
import org.apache.spark.sql.catalyst.expressions.StringRPad;
import org.apache.spark.sql.catalyst.expressions.SubtractDates;
import org.apache.spark.sql.catalyst.expressions.SubtractTimestamps;
import org.apache.spark.sql.catalyst.expressions.TimeAdd;
import org.apache.spark.sql.catalyst.expressions.TimestampAdd;
import org.apache.spark.sql.catalyst.expressions.TimestampAddYMInterval;
import org.apache.spark.sql.catalyst.expressions.TimestampDiff;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.UnspecifiedFrame$;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowSpecDefinition;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.CountMinSketchAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.PercentileCont;
import org.apache.spark.sql.catalyst.expressions.aggregate.PercentileDisc;
import org.apache.spark.sql.catalyst.expressions.aggregate.PivotFirst;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Pivot;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.Repartition;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Unpivot;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import org.apache.spark.sql.execution.command.DescribeColumnCommand;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.DescribeTableCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import saddlepoint.table.Views;
import scala.collection.JavaConverters;

/** What a plan that only reads the views is made of. */
final class PlanWords {
  /** The views that every query has, and those that come with a named one. */
  static final Set<String> VIEWS =
      Stream.concat(
              Views.ALL.stream().map(Views.View::name), Stream.of("main_effects", "trial_sheet"))
          .collect(Collectors.toUnmodifiableSet());

  /** What may be asked. */
  static final String REMEDY =
      "a query is a SELECT over the views trials, metrics, snapshots, cells, runs and regressions"
          + " with Spark's functions of values, or a DESCRIBE or EXPLAIN of one";

  /** Nodes of plans, as parsed and as analysed. */
  static final Set<Class<? extends LogicalPlan>> NODES =
      Set.of(
          Aggregate.class,
          CTERelationDef.class,
          CTERelationRef.class,
          DescribeColumn.class,
          DescribeColumnCommand.class,
          DescribeQueryCommand.class,
          DescribeRelation.class,
          DescribeTableCommand.class,
          Distinct.class,
          Except.class,
          Expand.class,
          ExplainCommand.class,
          Filter.class,
          Generate.class,
          GlobalLimit.class,
          Intersect.class,
          Join.class,
          LateralJoin.class,
          LocalLimit.class,
          LocalRelation.class,
          Offset.class,
          OneRowRelation.class,
          Pivot.class,
          Project.class,
          Range.class,
          RebalancePartitions.class,
          Repartition.class,
          RepartitionByExpression.class,
          ResolvedHint.class,
          Sample.class,
          Sort.class,
          SubqueryAlias.class,
          Union.class,
          UnresolvedHaving.class,
          UnresolvedHint.class,
          UnresolvedInlineTable.class,
          UnresolvedRelation.class,
          UnresolvedSubqueryColumnAliases.class,
          UnresolvedTVFAliases.class,
          UnresolvedTableOrView.class,
          UnresolvedTableValuedFunction.class,
          UnresolvedWith.class,
          Unpivot.class,
          Window.class,
          WithCTE.class,
          WithWindowDefinition.class);

  /** Functions that make rows. */
  static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "explode",
          "explode_outer",
          "inline",
          "inline_outer",
          "json_tuple",
          "posexplode",
          "posexplode_outer",
          "range",
          "stack");

  /** Spark's own groups of functions whose every member makes a value of values. */
  private static final Set<String> GROUPS =
      Set.of(
          "agg_funcs",
          "array_funcs",
          "bitwise_funcs",
          "collection_funcs",
          "conditional_funcs",
          "conversion_funcs",
          "csv_funcs",
          "datetime_funcs",
          "generator_funcs",
          "hash_funcs",
          "json_funcs",
          "lambda_funcs",
          "map_funcs",
          "math_funcs",
          "predicate_funcs",
          "string_funcs",
          "struct_funcs",
          "url_funcs",
          "window_funcs");

  /** Of the other groups, which also run Java, tell of files or read XML. */
  private static final Set<String> SINGLE_FUNCTIONS =
      Set.of(
          "bitmap_bit_position",
          "bitmap_bucket_number",
          "bitmap_count",
          "current_user",
          "equal_null",
          "hll_sketch_estimate",
          "hll_union",
          "monotonically_increasing_id",
          "typeof",
          "user",
          "uuid",
          "version");

  /** Expressions that are written without a name, or that Spark puts for those that have one. */
  private static final Set<Class<? extends Expression>> SYNTAX =
      Set.of(
          AggregateExpression.class,
          Alias.class,
          AttributeReference.class,
          BinaryPad.class,
          BinaryPredicate.class,
          Ceil.class,
          Contains.class,
          CountMinSketchAgg.class,
          Cube.class,
          CurrentRow$.class,
          DateAddInterval.class,
          DateAddYMInterval.class,
          DatetimeSub.class,
          DivideDTInterval.class,
          DivideInterval.class,
          DivideYMInterval.class,
          EndsWith.class,
          Exists.class,
          Explode.class,
          Floor.class,
          GetArrayItem.class,
          GetArrayStructFields.class,
          GetMapValue.class,
          GetStructField.class,
          GroupingSets.class,
          InSubquery.class,
          KnownNullable.class,
          LambdaFunction.class,
          LateralSubquery.class,
          LikeAll.class,
          LikeAny.class,
          ListQuery.class,
          Literal.class,
          Mask.class,
          MultiAlias.class,
          MultiplyDTInterval.class,
          MultiplyInterval.class,
          MultiplyYMInterval.class,
          NamePlaceholder$.class,
          NamedArgumentExpression.class,
          NamedLambdaVariable.class,
          NotLikeAll.class,
          NotLikeAny.class,
          OuterReference.class,
          PercentileCont.class,
          PercentileDisc.class,
          PivotFirst.class,
          PreciseTimestampConversion.class,
          Rollup.class,
          RoundCeil.class,
          RoundFloor.class,
          ScalarSubquery.class,
          SortOrder.class,
          SpecifiedWindowFrame.class,
          StartsWith.class,
          StringLPad.class,
          StringRPad.class,
          SubtractDates.class,
          SubtractTimestamps.class,
          TimeAdd.class,
          TimestampAdd.class,
          TimestampAddYMInterval.class,
          TimestampDiff.class,
          UnboundedFollowing$.class,
          UnboundedPreceding$.class,
          UnresolvedAlias.class,
          UnresolvedAttribute.class,
          UnresolvedExtractValue.class,
          UnresolvedNamedLambdaVariable.class,
          UnresolvedOrdinal.class,
          UnresolvedRegex.class,
          UnresolvedStar.class,
          UnresolvedWindowExpression.class,
          UnspecifiedFrame$.class,
          WindowExpression.class,
          WindowSpecDefinition.class);

  /** Names of the functions that may be called. */
  static final Set<String> FUNCTIONS =
      infos().map(ExpressionInfo::getName).collect(Collectors.toUnmodifiableSet());

  /** Names of the classes of expressions, those of the functions among them. */
  static final Set<String> EXPRESSIONS = expressions();

  private PlanWords() {}

  private static Set<String> expressions() {
    return Stream.concat(
            infos().map(ExpressionInfo::getClassName), SYNTAX.stream().map(Class::getName))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<ExpressionInfo> infos() {
    return JavaConverters.seqAsJavaList(FunctionRegistry.builtin().listFunction()).stream()
        .map(PlanWords::info)
        .filter(
            info -> GROUPS.contains(info.getGroup()) || SINGLE_FUNCTIONS.contains(info.getName()));
  }

  private static ExpressionInfo info(FunctionIdentifier name) {
    return FunctionRegistry.builtin().lookupFunction(name).get();
  }
}
