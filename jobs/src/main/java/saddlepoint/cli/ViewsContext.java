// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark's JDBC server runs statements by: all its clients have one session, in which the views
 * are, and only what reads those is run.
 */
final class ViewsContext extends SQLContext {
  /** Where a statement was given, for messages. */
  static final String PLACE = "jdbc";

  ViewsContext(SparkSession session) {
    super(session);
  }

  @Override
  public Dataset<Row> sql(String statement) {
    return Selection.run(PLACE, sparkSession(), Selection.require(PLACE, statement));
  }

  @Override
  public SQLContext newSession() {
    return this;
  }
}
