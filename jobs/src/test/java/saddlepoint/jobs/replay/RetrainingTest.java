// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetrainingTest {
  @Test
  void enoughSnapshotsAreKept() {
    assertThat(Retraining.snapshotEvery(10_000, 60)).isEqualTo(166);
    assertThat(Retraining.snapshotEvery(20, 60)).isEqualTo(1);
  }
}
