// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** Types of columns that hold several values. */
final class ListTypes {
  static final DataType TEXTS = createArrayType(StringType, false);
  static final DataType INTEGERS = createArrayType(IntegerType, false);
  static final DataType FLOATS = createArrayType(FloatType, true);
  static final DataType BINARIES = createArrayType(BinaryType, true);
  static final DataType ROWS_OF_FLOATS = createArrayType(createArrayType(FloatType, false), false);
  static final DataType TEXT_BY_KEY = createMapType(StringType, StringType, false);

  /** How Parquet calls what is in a list. */
  private static final String ELEMENT = ".list.element";

  private ListTypes() {}

  /** Parquet's path of the numbers in a field's lists; none for other fields. */
  static Stream<String> measuredPath(StructField field) {
    if (field.dataType().equals(FLOATS)) {
      return Stream.of(field.name() + ELEMENT);
    }
    return field.dataType().equals(ROWS_OF_FLOATS)
        ? Stream.of(field.name() + ELEMENT + ELEMENT)
        : Stream.empty();
  }
}
