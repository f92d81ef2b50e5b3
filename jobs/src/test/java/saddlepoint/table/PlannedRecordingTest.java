// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Cost;
import saddlepoint.engine.Judgement;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class PlannedRecordingTest {
  private static final String NEW =
      ": what is cut or recorded cannot be changed; use --run NEW, or ";

  private final List<Trial> cut = trials("log-every = 50");

  @Test
  void whatIsRecordedAlikeGoesOn() {
    assertThat(require(ledger(1, true), trials("log-every = 50"), Map.of())).isEmpty();
  }

  @Test
  void everySettingThatDiffersIsRefusedWhetherCommittedOrOnlyCut() {
    List<Trial> planned =
        trials(
            "log-every = 10",
            "evaluate-every = 20",
            "snapshot.every = 30",
            "snapshot.trials = 1",
            "keep-generator = final",
            "gap = all",
            "jacobian = none",
            "verdict.residual = 7");
    for (Map<String, Integer> targets : List.of(Map.<String, Integer>of(), attempts(cut, 1))) {
      assertThatThrownBy(() -> require(ledger(1, targets.isEmpty()), planned, targets))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContainingAll(
              "log-every: run t was cut with log-every 50 and this sweep says 10 for 2 trials"
                  + NEW
                  + "set log-every = 50\n",
              "\nevaluate-every: run t was cut with evaluate-every 0 and this sweep says 20 for 2",
              "\nsnapshot.every: run t was cut with snapshot.every none and this sweep says 30 for 1"
                  + " trial"
                  + NEW
                  + "ask for snapshots of the same trials as then",
              "keep-generator: run t was cut with keep-generator none and this sweep says final for 2",
              "gap: run t was cut with gap in-band and this sweep says all for 2 trials",
              "jacobian: run t was cut with jacobian auto and this sweep says none for 2 trials",
              "and this sweep says 7.0 for 2 trials" + NEW + "set verdict.residual = ");
    }
  }

  @Test
  void whatIsLeftOfARunIsNotJudgedByOtherRules() {
    Cut ours = ledger(1, false).cuts().get(0);
    Cut older =
        new Cut(
            ours.run(),
            ours.number(),
            ours.driver(),
            ours.arithmetic(),
            ours.numericsVersion(),
            Judgement.RULES - 1,
            ours.cells(),
            ours.waves());
    Ledger ledger = new Ledger(List.of(older), Map.of());
    List<Trial> planned = trials("log-every = 50");

    assertThatThrownBy(() -> require(ledger, planned, attempts(cut, 1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "verdict: run t was begun under version "
                + (Judgement.RULES - 1)
                + " of the verdict's rules");
  }

  @Test
  void aTimeOutIsForTrialsToCome() {
    List<Trial> planned = trials("log-every = 50", "trial-timeout = 90s");

    assertThat(require(ledger(1, true), planned, Map.of()))
        .containsExactly(
            "run t was cut with trial-timeout none and this sweep says 90000ms for 2 trials,"
                + " committed already: it stays as it is");
    assertThatThrownBy(() -> require(ledger(1, false), planned, attempts(cut, 1)))
        .hasMessage(
            "trial-timeout: run t was cut with trial-timeout none and this sweep says 90000ms for 2"
                + " trials"
                + NEW
                + "set trial-timeout = none");
  }

  @Test
  void whatNoCutHasIsRecordedAsItIsPlanned() {
    List<Trial> planned = trials("log-every = 10");

    assertThat(require(ledger(1, true), planned, attempts(cut, 2))).isEmpty();
    assertThat(require(new Ledger(List.of(), Map.of()), planned, attempts(planned, 1))).isEmpty();
  }

  private static List<String> require(
      Ledger ledger, List<Trial> planned, Map<String, Integer> targets) {
    return PlannedRecording.require("t", ledger, planned, targets);
  }

  private Ledger ledger(int attempt, boolean isCommitted) {
    Cut one = Cut.of("t", 1, "driver", Numerics.VERSION, cut, attempts(cut, attempt), Cost.PLAIN);
    Map<String, List<Path>> files =
        one.waves().stream().collect(Collectors.toMap(Wave::id, wave -> List.<Path>of()));
    return new Ledger(List.of(one), isCommitted ? files : Map.of());
  }

  private static Map<String, Integer> attempts(List<Trial> trials, int attempt) {
    return trials.stream().collect(Collectors.toMap(Trial::id, trial -> attempt));
  }

  private static List<Trial> trials(String... settings) {
    List<String> all =
        Stream.concat(Stream.of("steps = 200", "seeds = 2"), Stream.of(settings)).toList();
    return new SweepReader().read("dirac", all).plan("float32", Numerics.VERSION).trials();
  }
}
