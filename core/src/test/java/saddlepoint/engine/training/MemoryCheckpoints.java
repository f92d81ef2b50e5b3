// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import saddlepoint.engine.Checkpoints;
import saddlepoint.sweep.CheckpointInterval;

/** Checkpoints that outlast a training, which they may end as if its process were killed. */
final class MemoryCheckpoints implements Checkpoints {
  private final CheckpointInterval interval;
  private final Map<String, byte[]> latest = new LinkedHashMap<>();
  private final List<Integer> steps = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private boolean kills;
  private int rounds = Integer.MAX_VALUE;

  MemoryCheckpoints(CheckpointInterval interval) {
    this.interval = interval;
  }

  /** What ends a training from outside; no engine takes it for the trial's own error. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Whether the next checkpoint is the last thing that a training does. */
  void killAfterSaving(boolean whether) {
    kills = whether;
  }

  /** The steps of all checkpoints, in their order. */
  List<Integer> steps() {
    return List.copyOf(steps);
  }

  /** Why checkpoints were not taken. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The latest checkpoint of each training. */
  Map<String, byte[]> latest() {
    return latest;
  }

  /** After how many rounds nobody waits for a training any more. */
  void giveUpAfter(int wanted) {
    rounds = wanted;
  }

  @Override
  public boolean isGivenUp() {
    rounds--;
    return rounds < 0;
  }

  @Override
  public CheckpointInterval interval() {
    return interval;
  }

  @Override
  public void save(String training, int step, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    latest.put(training, out.toByteArray());
    steps.add(step);
    if (kills) {
      throw new KilledError();
    }
  }

  @Override
  public <T> Optional<T> last(String training, Reading<T> reading) {
    byte[] content = latest.get(training);
    if (content == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.from(new ByteArrayInputStream(content)));
    } catch (UnfitException e) {
      refusals.add(e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
