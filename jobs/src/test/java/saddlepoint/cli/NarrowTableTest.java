// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class NarrowTableTest {
  private static final StructType RUNS =
      new StructType().add("run", "string").add("started", "timestamp");
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create("card", time("2026-08-01T10:00:00.123456Z")),
          RowFactory.create("other", time("2026-08-01T10:00:01Z")));

  @Test
  void timesOfNamedQueriesAreCutToSeconds() {
    assertThat(new NarrowTable(RUNS, ROWS, /* isNamed= */ true).lines())
        .containsExactly(
            "run    started", "card   2026-08-01T10:00:00Z", "other  2026-08-01T10:00:01Z");
    assertThat(new NarrowTable(RUNS, ROWS, /* isNamed= */ false).lines().get(1))
        .isEqualTo("card   2026-08-01T10:00:00.123456Z");
    assertThat(new NarrowTable(RUNS, ROWS, /* isNamed= */ true).whole().get(1))
        .isEqualTo("card   2026-08-01T10:00:00.123456Z");
  }

  private static Timestamp time(String text) {
    return Timestamp.from(Instant.parse(text));
  }
}
