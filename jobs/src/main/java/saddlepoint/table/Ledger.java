// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * What a run has cut and committed, at one moment.
 *
 * @param cuts in the order of their numbers
 * @param files what holds the rows of each committed wave, by its id; of several waves alike where
 *     they were merged
 */
public record Ledger(List<Cut> cuts, Map<String, List<Path>> files) {
  public Ledger {
    cuts = List.copyOf(cuts);
    files = Map.copyOf(files);
  }

  /** Ids of the committed waves. */
  public Set<String> committed() {
    return files.keySet();
  }

  /** The committed waves, in the order of the cuts, by what they are read from. */
  Map<List<Path>, List<Wave>> wavesByFiles() {
    Map<List<Path>, List<Wave>> waves = new LinkedHashMap<>();
    for (Cut cut : cuts) {
      for (Wave wave : cut.waves()) {
        if (files.containsKey(wave.id())) {
          waves.computeIfAbsent(files.get(wave.id()), absent -> new ArrayList<>()).add(wave);
        }
      }
    }
    return waves;
  }

  /** The number of the next cut: the first that no cut has, so that one that is gone is made up. */
  public int nextCut() {
    Set<Integer> numbers = cuts.stream().map(Cut::number).collect(Collectors.toSet());
    int next = 1;
    while (numbers.contains(next)) {
      next++;
    }
    return next;
  }

  /** The latest committed attempt of every trial that has one, by trial id. */
  public Map<String, Integer> committedAttempts() {
    Map<String, Integer> attempts = new HashMap<>();
    waves(true).forEach(wave -> putLatest(attempts, wave));
    return attempts;
  }

  /** All that the cuts hold, committed or not. */
  public Set<Attempt> cut() {
    Set<Attempt> cut = new HashSet<>();
    waves(false)
        .forEach(
            wave ->
                wave.trials().forEach(member -> cut.add(new Attempt(member.id(), wave.attempt()))));
    return cut;
  }

  /** How many trials have a committed attempt. */
  public int committedTrials() {
    return trials(true);
  }

  /** How many trials any cut holds. */
  public int cutTrials() {
    return trials(false);
  }

  /** Rows that a later committed attempt has replaced, in all: trial id with attempt. */
  public Set<Attempt> superseded() {
    Map<String, Integer> retried = new HashMap<>();
    waves(true).filter(wave -> wave.attempt() > 1).forEach(wave -> putLatest(retried, wave));
    Set<Attempt> superseded = new HashSet<>();
    if (!retried.isEmpty()) {
      waves(true)
          .forEach(
              wave -> {
                for (Wave.Member member : wave.trials()) {
                  if (retried.getOrDefault(member.id(), 0) > wave.attempt()) {
                    superseded.add(new Attempt(member.id(), wave.attempt()));
                  }
                }
              });
    }
    return superseded;
  }

  /** Without a map of all trials: no two waves hold the same attempt of one. */
  private int trials(boolean onlyCommitted) {
    Set<String> others = new HashSet<>();
    waves(onlyCommitted)
        .filter(wave -> wave.attempt() > 1)
        .forEach(wave -> wave.trials().forEach(member -> others.add(member.id())));
    int first = 0;
    for (Wave wave : waves(onlyCommitted).filter(wave -> wave.attempt() == 1).toList()) {
      first += wave.size();
      if (!others.isEmpty()) {
        wave.trials().forEach(member -> others.remove(member.id()));
      }
    }
    return first + others.size();
  }

  private static void putLatest(Map<String, Integer> attempts, Wave wave) {
    wave.trials().forEach(member -> attempts.merge(member.id(), wave.attempt(), Math::max));
  }

  private Stream<Wave> waves(boolean onlyCommitted) {
    return cuts.stream()
        .flatMap(cut -> cut.waves().stream())
        .filter(wave -> !onlyCommitted || files.containsKey(wave.id()));
  }

  /** A trial's attempt. */
  public record Attempt(String trialId, int attempt) {}
}
