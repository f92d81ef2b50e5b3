// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.table.TrialsTable;

/** How rows of trials are written to staging. */
final class StagedRows {
  private StagedRows() {}

  /**
   * A session of its own, with settings for few and very wide rows: code that is generated for
   * hundreds of columns costs a wave a second or two, more than it ever saves.
   */
  static SparkSession session(SparkSession shared) {
    SparkSession session = shared.newSession();
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    return session;
  }

  /**
   * Writes a file for each partition.
   *
   * @param rows of {@link #session}
   * @param staged a folder that does not exist
   */
  static void write(Dataset<Row> rows, Path staged) {
    Map<String, String> plain = new HashMap<>();
    for (String path : TrialsTable.measuredPaths()) {
      plain.put(ParquetOutputFormat.ENABLE_DICTIONARY + "#" + path, "false");
    }
    rows.write()
        .options(plain)
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
        .parquet(staged.toString());
  }
}
