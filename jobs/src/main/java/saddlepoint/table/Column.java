// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column of a table, as it is declared.
 *
 * @param name in snake_case
 * @param type Spark's
 * @param nullable whether a row may lack it
 * @param unit of its numbers; empty for what has none
 * @param comment one line for people
 */
public record Column(String name, DataType type, boolean nullable, String unit, String comment) {
  /** The field of a Spark schema; unit and comment go into its metadata. */
  public StructField field() {
    Metadata metadata =
        new MetadataBuilder().putString("comment", comment).putString("unit", unit).build();
    return new StructField(name, type, nullable, metadata);
  }
}
