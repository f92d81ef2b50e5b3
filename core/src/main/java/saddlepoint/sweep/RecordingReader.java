// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.Recipe;

/** Reads what is recorded of trials and when they are stopped. */
final class RecordingReader {
  static final String LOG_EVERY = "log-every";
  static final String EVALUATE_EVERY = "evaluate-every";
  static final String TRIAL_TIMEOUT = "trial-timeout";
  static final String SNAPSHOT_EVERY = "snapshot.every";
  static final String SNAPSHOT_TRIALS = "snapshot.trials";
  static final String KEEP_GENERATOR = "keep-generator";
  static final String GAP = "gap";
  static final String JACOBIAN = "jacobian";
  static final String VERDICT = "verdict.";
  static final Set<String> KEYS =
      Stream.concat(
              Stream.of(
                  LOG_EVERY,
                  EVALUATE_EVERY,
                  TRIAL_TIMEOUT,
                  SNAPSHOT_EVERY,
                  SNAPSHOT_TRIALS,
                  KEEP_GENERATOR,
                  GAP,
                  JACOBIAN),
              Arrays.stream(VerdictLimit.values()).map(limit -> VERDICT + limit.key()))
          .collect(Collectors.toUnmodifiableSet());

  private final Problems problems;
  private final Function<String, ConfigValue> values;

  /**
   * A reader of some values.
   *
   * @param values by key; null where there is none
   */
  RecordingReader(Problems problems, Function<String, ConfigValue> values) {
    this.problems = problems;
    this.values = values;
  }

  Recording recording(Recipe recipe) {
    int logEvery = integer(LOG_EVERY, 1, recipe.logEvery());
    int evaluateEvery = integer(EVALUATE_EVERY, 0, 0);
    if (evaluateEvery % logEvery != 0) {
      problems.add(
          values.apply(EVALUATE_EVERY).origin(),
          "evaluate-every must be a multiple of log-every, got "
              + evaluateEvery
              + " with log-every "
              + logEvery);
    }
    return new Recording(
        logEvery,
        evaluateEvery,
        timeout(),
        integer(SNAPSHOT_EVERY, 0, 0),
        judging(),
        choice(KEEP_GENERATOR, GeneratorChoice.values(), GeneratorChoice.NONE));
  }

  private Judging judging() {
    Map<String, Double> limits = new HashMap<>();
    for (VerdictLimit limit : VerdictLimit.values()) {
      ConfigValue value = values.apply(VERDICT + limit.key());
      if (value == null) {
        continue;
      }
      if (Values.raw(value) instanceof Number number
          && Double.isFinite(number.doubleValue())
          && number.doubleValue() >= 0) {
        limits.put(limit.key(), number.doubleValue());
      } else {
        problems.add(
            value.origin(),
            VERDICT + limit.key() + " must be a finite number >= 0, got " + Values.describe(value));
      }
    }
    return new Judging(
        choice(GAP, GapChoice.values(), Judging.USUAL.gap()),
        choice(JACOBIAN, JacobianChoice.values(), Judging.USUAL.jacobian()),
        VerdictLimits.of(limits));
  }

  private <E extends Enum<E> & Choice> E choice(String name, E[] all, E usual) {
    ConfigValue value = values.apply(name);
    if (value == null) {
      return usual;
    }
    Object raw = Values.raw(value);
    for (E one : all) {
      if (one.text().equals(raw)) {
        return one;
      }
    }
    problems.add(
        value.origin(),
        name
            + " must be one of "
            + Arrays.stream(all).map(Choice::text).collect(Collectors.joining(", "))
            + ", got "
            + Values.describe(value));
    return usual;
  }

  SnapshotChoice snapshots() {
    ConfigValue value = values.apply(SNAPSHOT_TRIALS);
    SnapshotChoice choice = choice(value);
    boolean chosen = !choice.equals(SnapshotChoice.NONE);
    boolean kept = integer(SNAPSHOT_EVERY, 0, 0) > 0;
    if (chosen && !kept) {
      problems.add(value.origin(), "snapshot.trials has no effect without snapshot.every > 0");
    } else if (kept && !chosen) {
      problems.add(
          values.apply(SNAPSHOT_EVERY).origin(),
          "snapshot.every has no effect without snapshot.trials, a number a cell or trial ids");
    }
    return choice;
  }

  private SnapshotChoice choice(ConfigValue value) {
    Object raw = value == null ? Values.NONE : Values.raw(value);
    if (Values.NONE.equals(raw)) {
      return SnapshotChoice.NONE;
    }
    if (raw instanceof Integer count && count >= 1) {
      return new SnapshotChoice(count, Set.of(), Problems.place(value.origin()));
    }
    if (raw instanceof List<?> ids
        && !ids.isEmpty()
        && ids.stream().allMatch(id -> id instanceof String)) {
      return new SnapshotChoice(
          0,
          ids.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new)),
          Problems.place(value.origin()));
    }
    problems.add(
        value.origin(),
        "snapshot.trials must be none, a number of trials a cell, or a list of trial ids, got "
            + Values.describe(value));
    return SnapshotChoice.NONE;
  }

  private Duration timeout() {
    ConfigValue value = values.apply(TRIAL_TIMEOUT);
    if (value == null || Values.NONE.equals(value.unwrapped())) {
      return Duration.ZERO;
    }
    Optional<Duration> timeout = Values.duration(value);
    if (timeout.isEmpty()) {
      problems.add(
          value.origin(),
          "trial-timeout must be none or a duration of at least 1 ms such as 90s, got "
              + Values.describe(value));
    }
    return timeout.orElse(Duration.ZERO);
  }

  private int integer(String name, int least, int usual) {
    ConfigValue value = values.apply(name);
    if (value == null) {
      return usual;
    }
    if (Values.raw(value) instanceof Integer number && number >= least) {
      return number;
    }
    problems.add(
        value.origin(),
        name + " must be an integer >= " + least + ", got " + Values.describe(value));
    return usual;
  }
}
