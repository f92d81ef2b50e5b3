// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static saddlepoint.table.ListTypes.TEXTS;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The view {@code regressions}: a row a finding of a night. A night without findings has one row
 * all the same, in which all that tells of a finding is NULL.
 */
final class RegressionsView {
  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            ofNight("name", StringType, "name of the regression"),
            ofNight("date", DateType, "of the night"),
            ofNight("run", StringType, "the run that has its trials"),
            ofNight("regressed", BooleanType, "whether any finding of the night is an alarm"),
            ofNight("accepted", BooleanType, "whether it is part of the baseline of later nights"),
            ofNight("compared_with", TEXTS, "runs of accepted nights, the latest first"),
            ofNight("bits", IntegerType, "how many trials were compared bit by bit"),
            ofNight("tests", IntegerType, "how many tests of fresh random seeds were made"),
            ofNight("notes", TEXTS, "what changed around the trials"),
            column("code_version", StringType, "of the process that compared"),
            column("position", IntegerType, "place among the findings, from 1; alarms come first"),
            column("gate", StringType, "bits, statistics or drift"),
            column("place", StringType, "the cell or the trial"),
            column("figure", StringType, "what was compared"),
            column("test", StringType, "by which"),
            column("p", DoubleType, "p value; of a drift how many false alarms a night begin so"),
            column("effect", DoubleType, "how large the difference is, in the unit of the test"),
            column("text", StringType, "both sides in words"),
            column("alarm", BooleanType, "whether it is significant and large enough"),
          });

  private RegressionsView() {}

  /** The nights of runs that were checked; of all runs, those whose run is gone too. */
  static List<Row> rows(CheckedRuns checked) {
    Set<String> runs = checked.ledgers().keySet();
    boolean isOfAll = runs.containsAll(checked.folder().runs());
    List<Row> rows = new ArrayList<>();
    for (String name : checked.folder().regressions()) {
      Nights nights = checked.folder().nights(name);
      nights
          .all()
          .forEach(
              (date, night) -> {
                if (isOfAll || runs.contains(night.run())) {
                  rows.addAll(rows(date, night, nights.isAccepted(date)));
                }
              });
    }
    return rows;
  }

  private static List<Row> rows(LocalDate date, Night night, boolean isAccepted) {
    if (night.findings().isEmpty()) {
      return List.of(row(date, night, isAccepted, null, null));
    }
    List<Row> rows = new ArrayList<>();
    for (Finding finding : night.findings()) {
      rows.add(row(date, night, isAccepted, rows.size() + 1, finding));
    }
    return rows;
  }

  private static Row row(
      LocalDate date, Night night, boolean isAccepted, Integer position, Finding finding) {
    boolean isNone = finding == null;
    return RowFactory.create(
        night.name(),
        Date.valueOf(date),
        night.run(),
        night.isRegressed(),
        isAccepted,
        Values.texts(night.comparedWith()),
        night.bits(),
        night.tests(),
        Values.texts(night.notes()),
        night.provenance().get("code_version"),
        position,
        isNone ? null : finding.gate(),
        isNone ? null : finding.place(),
        isNone ? null : finding.figure(),
        isNone ? null : finding.test(),
        isNone ? null : finding.p(),
        isNone ? null : finding.effect(),
        isNone ? null : finding.text(),
        isNone ? null : finding.alarm());
  }

  private static StructField ofNight(String name, DataType type, String comment) {
    return new Column(name, type, false, "", comment).field();
  }

  private static StructField column(String name, DataType type, String comment) {
    return new Column(name, type, true, "", comment).field();
  }
}
