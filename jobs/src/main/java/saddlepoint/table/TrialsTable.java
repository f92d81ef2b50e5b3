// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import saddlepoint.generator.GeneratorFile;

/**
 * The trials table: a trial is one row. Each column is declared once, with the value that a row
 * gets, in the class of its part: {@link IdentityColumns} and so on.
 *
 * <p>Non-finite values: final figures that are not finite are NULL, and {@code non_finite} names
 * them. Histories of logged metrics keep NaN and infinities as they were met; those of evaluated
 * metrics are NULL where nothing was evaluated or the figure does not apply.
 */
public final class TrialsTable {
  /** Another one whenever a column is added, renamed or retyped. */
  public static final int SCHEMA_VERSION = 6;

  private static final Map<TrialPart, List<DeclaredColumn>> PARTS = declare();
  private static final List<DeclaredColumn> ALL =
      PARTS.values().stream().flatMap(List::stream).toList();
  private static final StructType SCHEMA =
      new StructType(ALL.stream().map(it -> it.column().field()).toArray(StructField[]::new));

  private TrialsTable() {}

  /** The columns in the order in which they are stored. */
  public static List<Column> columns() {
    return ALL.stream().map(DeclaredColumn::column).toList();
  }

  /** The column of a name that there is. */
  static Column column(String name) {
    return columns().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** The columns of a part, in the order in which they are stored. */
  static List<Column> columns(TrialPart part) {
    return PARTS.get(part).stream().map(DeclaredColumn::column).toList();
  }

  /** The columns as Spark's schema. */
  public static StructType schema() {
    return SCHEMA;
  }

  /**
   * Parquet's paths of the numbers in lists, of which hardly two are equal: a dictionary of them
   * would cost more than all else that writing does, and save nothing.
   */
  public static List<String> measuredPaths() {
    return Stream.of(SCHEMA.fields()).flatMap(ListTypes::measuredPath).toList();
  }

  /** The row of a trial. */
  public static Row row(TrialFacts facts) {
    return RowFactory.create(ALL.stream().map(it -> it.value().apply(facts)).toArray());
  }

  /**
   * The row of a trial with its kept generators behind the columns, to be taken out again by a
   * {@link GeneratorArchive} before it is stored.
   */
  public static Row rowWithGenerators(TrialFacts facts) {
    Object[] values = new Object[ALL.size() + 1];
    for (int column = 0; column < ALL.size(); column++) {
      values[column] = ALL.get(column).value().apply(facts);
    }
    values[ALL.size()] = facts.generators().stream().map(GeneratorFile::npz).toArray(byte[][]::new);
    return RowFactory.create(values);
  }

  private static Map<TrialPart, List<DeclaredColumn>> declare() {
    Map<TrialPart, List<DeclaredColumn>> parts = new EnumMap<>(TrialPart.class);
    for (TrialPart part : TrialPart.values()) {
      parts.put(
          part,
          switch (part) {
            case IDENTITY -> IdentityColumns.declare();
            case SETTINGS -> SettingColumns.declare();
            case OUTCOME -> OutcomeColumns.declare();
            case FIGURES -> FigureColumns.declare();
            case HISTORY -> HistoryColumns.declare();
            case SNAPSHOTS -> SnapshotColumns.declare();
            case GENERATORS -> GeneratorColumns.declare();
            case RECORDING -> RecordingColumns.declare();
          });
    }
    return parts;
  }
}
