// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.Recording;

class LedgerTest {
  private final Wave first = wave(1, "a", "b");
  private final Wave other = wave(1, "c", "d");
  private final Wave second = wave(2, "b", "c");
  private final Wave third = wave(3, "b");

  @Test
  void countsTrialsOnceWhateverTheirAttempts() {
    assertThat(ledger(first, other, second, third).committedTrials()).isEqualTo(4);
    assertThat(ledger(first, other).committedTrials()).isEqualTo(4);
    assertThat(ledger(first).committedTrials()).isEqualTo(2);
    assertThat(ledger().committedTrials()).isZero();
    assertThat(ledger().cutTrials()).isEqualTo(4);
  }

  @Test
  void countsTrialsWhoseFirstAttemptIsGone() {
    Ledger ledger = ledger(first, second);

    assertThat(ledger.committedTrials()).isEqualTo(3);
    assertThat(ledger.committedAttempts()).isEqualTo(Map.of("a", 1, "b", 2, "c", 2));
  }

  @Test
  void tellsRowsThatALaterCommittedAttemptHasReplaced() {
    assertThat(ledger(first, other).superseded()).isEmpty();
    assertThat(ledger(first, other, second, third).superseded())
        .containsExactlyInAnyOrder(
            new Ledger.Attempt("b", 1), new Ledger.Attempt("b", 2), new Ledger.Attempt("c", 1));
    assertThat(ledger(first, second).superseded())
        .containsExactlyInAnyOrder(new Ledger.Attempt("b", 1));
  }

  /** Some waves are committed, and all are cut. */
  private Ledger ledger(Wave... committed) {
    Recording recording = new Recording(1, 0, Duration.ZERO);
    Cut.RecordedCell cell = new Cut.RecordedCell("dirac", "original", new TreeMap<>(), recording);
    Cut cut =
        new Cut(
            "own", 1, "driver", "float", 1, 1, List.of(cell), List.of(first, other, second, third));
    return new Ledger(
        List.of(cut),
        Arrays.stream(committed)
            .collect(
                Collectors.toMap(Wave::id, wave -> List.of(new Path(wave.id() + ".parquet")))));
  }

  private static Wave wave(int attempt, String... ids) {
    return Wave.of(attempt, 1, Stream.of(ids).map(id -> new Wave.Member(0, 0, id)).toList());
  }
}
