// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import saddlepoint.statistics.CellValues;
import saddlepoint.statistics.MainEffects;
import saddlepoint.statistics.NewcombeDifference;

/**
 * The view {@code main_effects}: a row a value of an axis, by run and recipe. It is made of the
 * cells when it is registered, and so only for the query that shows it.
 */
public final class MainEffectsView {
  private static final StructType SCHEMA =
      new StructType()
          .add("run", StringType, false)
          .add("recipe", StringType, false)
          .add("rank", IntegerType, false)
          .add("axis", StringType, false)
          .add("effect", DoubleType, false)
          .add("effect_low", DoubleType, false)
          .add("effect_high", DoubleType, false)
          .add("position", IntegerType, false)
          .add("value", StringType, false)
          .add("trials", LongType, false)
          .add("equilibrium_share", DoubleType, false)
          .add("equilibrium_low", DoubleType, false)
          .add("equilibrium_high", DoubleType, false)
          .add("false_equilibrium_share", DoubleType, false);

  private MainEffectsView() {}

  /** Registers the view beside those that it is made of. */
  public static void register(SparkSession session) {
    Map<List<String>, List<MainEffects.CellCounts>> runs = new LinkedHashMap<>();
    for (Row cell :
        session
            .sql(
                "SELECT run, recipe, preset, differences, trials, equilibrium, false_equilibrium"
                    + " FROM cells")
            .collectAsList()) {
      CellValues settings =
          CellValues.of(cell.getAs("recipe"), cell.getAs("preset"), cell.getJavaMap(3));
      runs.computeIfAbsent(List.of(cell.getString(0), cell.getString(1)), run -> new ArrayList<>())
          .add(
              new MainEffects.CellCounts(
                  settings,
                  cell.getAs("trials"),
                  cell.getAs("equilibrium"),
                  cell.getAs("false_equilibrium")));
    }
    List<Row> rows = new ArrayList<>();
    runs.forEach((run, cells) -> add(rows, run, MainEffects.of(cells)));
    session.createDataFrame(rows, SCHEMA).createOrReplaceTempView("main_effects");
  }

  private static void add(List<Row> rows, List<String> run, List<MainEffects.Effect> effects) {
    int rank = 0;
    for (MainEffects.Effect effect : effects) {
      rank++;
      NewcombeDifference difference = effect.difference();
      int position = 0;
      for (MainEffects.Level level : effect.levels()) {
        position++;
        rows.add(
            RowFactory.create(
                run.get(0),
                run.get(1),
                rank,
                effect.axis(),
                difference.difference(),
                difference.low(),
                difference.high(),
                position,
                level.value(),
                level.trials(),
                level.equilibria().share(),
                level.equilibria().low(),
                level.equilibria().high(),
                level.falseEquilibria().share()));
      }
    }
  }
}
