// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import saddlepoint.engine.Checkpoints;
import saddlepoint.sweep.CheckpointInterval;

/**
 * The checkpoints of a wave, a file each: {@code TRAINING-STEP.checkpoint}. Any number of tasks may
 * write the same ones at once, be they retries, of other drivers, or given up long ago: each writes
 * under a name of its own before it gives a whole file the final one, all of one name go on to the
 * same bits, and nobody removes what is further than its own. Not thread safe.
 */
final class WaveCheckpoints implements Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(WaveCheckpoints.class);
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-(\\d{10})\\.checkpoint");

  private final CheckpointPlace place;

  /** Of this task alone. */
  private final String writer = Driver.create().id();

  private TableFolder tables;
  private RunFolder run;

  /** What was there when this task first asked: what it trains, no other task of its job does. */
  private List<FileStatus> found;

  private boolean hasFailed;

  WaveCheckpoints(CheckpointPlace place) {
    this.place = place;
  }

  @Override
  public CheckpointInterval interval() {
    return place.interval();
  }

  @Override
  public boolean isGivenUp() {
    TaskContext task = TaskContext.get();
    return task != null && task.isInterrupted();
  }

  @Override
  public void save(String training, int step, Content content) {
    // Of a task that is given up files are closed under whoever writes them; this is the last one.
    boolean isInterrupted = Thread.interrupted();
    try {
      write(training, step, content);
    } catch (IOException | RuntimeException | FSError | OutOfMemoryError e) {
      tellFailure(training, step, e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write(String training, int step, Content content) throws IOException {
    open();
    // Else it would make a folder that was removed again, or one that nobody looks at any more.
    tables.requireSame();
    if (run.isCommitted(place.wave())) {
      return;
    }
    Storage storage = tables.storage();
    Path folder = run.checkpoints(place.wave());
    Path file = new Path(folder, name(training, step));
    Path part = new Path(folder, "." + file.getName() + "-" + writer);
    try {
      storage.write(part, out -> CheckpointFile.write(out, content));
      storage.replace(file, part);
    } finally {
      removeQuietly(part);
    }
    of(training, storage.list(folder)).stream()
        .filter(other -> stepOf(other) < step)
        .skip(1)
        .forEach(older -> removeQuietly(older.getPath()));
  }

  /** Once a task: what fails every time would fill the log. */
  private void tellFailure(String training, int step, Throwable e) {
    String text = "the checkpoint of training {} after step {} could not be written: {}";
    if (hasFailed) {
      LOG.debug(text, training, step, e.toString());
    } else {
      LOG.warn(
          text + "; it is trained on, and if its process ends it goes on from an older one or anew",
          training,
          step,
          e.toString());
    }
    hasFailed = true;
  }

  @Override
  public <T> Optional<T> last(String training, Reading<T> reading) {
    try {
      if (found == null) {
        open();
        found = tables.storage().list(run.checkpoints(place.wave()));
      }
    } catch (IOException | RuntimeException | FSError e) {
      LOG.warn("checkpoints of wave {} cannot be looked for: {}", place.wave(), e.toString());
      return Optional.empty();
    }
    for (FileStatus file : of(training, found)) {
      Optional<T> read = read(file, reading);
      if (read.isPresent()) {
        LOG.info("training {} goes on after step {}", training, stepOf(file));
        return read;
      }
    }
    return Optional.empty();
  }

  private <T> Optional<T> read(FileStatus file, Reading<T> reading) {
    try {
      return Optional.of(CheckpointFile.read(tables.storage(), file, reading));
    } catch (UnfitException e) {
      LOG.warn("the checkpoint {} {}; it is left out and removed", file.getPath(), e.getMessage());
      removeQuietly(file.getPath());
    } catch (IOException | RuntimeException | FSError | OutOfMemoryError e) {
      // Of memory it takes more than the training itself, whose numbers may lie outside the heap.
      LOG.warn("the checkpoint {} cannot be read: {}", file.getPath(), e.toString());
    }
    return Optional.empty();
  }

  private void open() {
    if (tables == null) {
      tables = TableFolder.open(place.location(), TableFolder.configuration());
      run = tables.run(place.run());
    }
  }

  /** Those of a training, the last one first. */
  private static List<FileStatus> of(String training, List<FileStatus> all) {
    return all.stream()
        .filter(
            file -> {
              Matcher name = NAME.matcher(file.getPath().getName());
              return name.matches() && name.group(1).equals(training);
            })
        .sorted(Comparator.comparingLong(WaveCheckpoints::stepOf).reversed())
        .toList();
  }

  private static String name(String training, int step) {
    return String.format(Locale.ROOT, "%s-%010d.checkpoint", training, step);
  }

  private static long stepOf(FileStatus file) {
    Matcher name = NAME.matcher(file.getPath().getName());
    return name.matches() ? Long.parseLong(name.group(2)) : -1;
  }

  private void removeQuietly(Path file) {
    try {
      tables.storage().delete(file);
    } catch (IOException | RuntimeException | FSError e) {
      LOG.debug("{} could not be removed", file, e);
    }
  }
}
