// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotChoiceTest {
  private static List<Trial> plan(String... assignments) {
    return new SweepReader().read("dirac", List.of(assignments)).plan("float32", 1).trials();
  }

  private static List<Integer> every(List<Trial> trials) {
    return trials.stream().map(trial -> trial.recording().snapshotEvery()).toList();
  }

  @Test
  void noTrialKeepsSnapshotsUnlessAsked() {
    assertThat(every(plan("seeds=3"))).containsExactly(0, 0, 0);
  }

  @Test
  void aNumberMeansTheFirstTrialsOfEachCell() {
    assertThat(every(plan("seeds=3", "snapshot.every=20", "snapshot.trials=2")))
        .containsExactly(20, 20, 0);
  }

  @Test
  void idsMeanThoseTrialsAndChangeNoId() {
    List<Trial> plain = plan("seeds=3");
    String id = plain.get(1).id();
    List<Trial> kept = plan("seeds=3", "snapshot.every=20", "snapshot.trials=[\"" + id + "\"]");
    assertThat(every(kept)).containsExactly(0, 20, 0);
    assertThat(kept).extracting(Trial::id).isEqualTo(plain.stream().map(Trial::id).toList());
  }

  @Test
  void halfAChoiceIsRefused() {
    assertThatThrownBy(() -> plan("snapshot.every=20"))
        .hasMessage(
            "snapshot.every=20: snapshot.every has no effect without snapshot.trials, a number a"
                + " cell or trial ids");
    assertThatThrownBy(() -> plan("snapshot.trials=2"))
        .hasMessage("snapshot.trials=2: snapshot.trials has no effect without snapshot.every > 0");
    assertThatThrownBy(() -> plan("snapshot.every=20", "snapshot.trials=all"))
        .hasMessageContaining(
            "snapshot.trials=all: snapshot.trials must be none, a number of trials a cell, or a list"
                + " of trial ids, got \"all\"");
  }
}
