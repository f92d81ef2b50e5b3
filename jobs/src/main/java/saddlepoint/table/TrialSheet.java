// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The view {@code trial_sheet}: one trial as a list, a row a column. Its verdict and the reason
 * stand first, behind what names it; then come its settings, its final figures, and how it was
 * trained and recorded. What is NULL is left out, and so are histories and parameters, which are no
 * single values.
 */
public final class TrialSheet {
  private static final StructType SCHEMA =
      new StructType()
          .add("position", IntegerType, false)
          .add("part", StringType, false)
          .add("column", StringType, false)
          .add("value", StringType, false)
          .add("unit", StringType, false);

  private static final String OTHER_SETTINGS = "settings";

  /** What is read first. */
  private static final List<String> FIRST =
      List.of(
          "run",
          "trial_id",
          "recipe",
          "preset",
          "configuration",
          "random_seed",
          "verdict",
          "reason");

  /** What follows, without what has stood already. */
  private static final List<TrialPart> THEN =
      List.of(
          TrialPart.OUTCOME,
          TrialPart.SETTINGS,
          TrialPart.FIGURES,
          TrialPart.IDENTITY,
          TrialPart.GENERATORS,
          TrialPart.RECORDING);

  private TrialSheet() {}

  /**
   * Registers the view.
   *
   * @param trial a row of the view {@code trials}
   * @param text what is shown of a value that is not NULL
   */
  public static void register(SparkSession session, Row trial, Function<Object, String> text) {
    List<Row> rows = new ArrayList<>();
    TrialsTable.columns().stream()
        .filter(column -> FIRST.contains(column.name()))
        .sorted(Comparator.comparingInt(column -> FIRST.indexOf(column.name())))
        .forEach(column -> add(rows, "trial", column, trial, text));
    for (TrialPart part : THEN) {
      String name = part.name().toLowerCase(Locale.ROOT);
      for (Column column : TrialsTable.columns(part)) {
        if (!FIRST.contains(column.name())) {
          add(rows, name, column, trial, text);
        }
      }
    }
    session.createDataFrame(rows, SCHEMA).createOrReplaceTempView("trial_sheet");
  }

  private static void add(
      List<Row> rows, String part, Column column, Row trial, Function<Object, String> text) {
    int index = trial.fieldIndex(column.name());
    if (trial.isNullAt(index)) {
      return;
    }
    if (column.name().equals(OTHER_SETTINGS)) {
      new TreeMap<>(trial.<String, String>getJavaMap(index))
          .forEach((key, value) -> rows.add(row(rows.size(), part, key, value, "")));
      return;
    }
    String unit = column.unit().equals("1") ? "" : column.unit();
    rows.add(row(rows.size(), part, column.name(), text.apply(trial.get(index)), unit));
  }

  private static Row row(int position, String part, String column, String value, String unit) {
    return RowFactory.create(position, part, column, value, unit);
  }
}
