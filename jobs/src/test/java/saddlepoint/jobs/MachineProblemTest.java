// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/** Whatever an error of the machine is wrapped in, it is told with its place and remedy. */
class MachineProblemTest {
  private static final String PLACE = "file:/data/results";
  private static final String TEXT_OF_TASK =
      "Job aborted due to stage failure: Task 3 in stage 1.0 failed 4 times, most recent failure:"
          + " Lost task 3.3 in stage 1.0 (TID 9) (10.0.0.7 executor 2): ";

  private static List<Throwable> wrapped(Throwable cause) {
    return List.of(
        cause,
        new RuntimeException(cause),
        new ExecutionException(new SparkException("Job aborted.", cause)),
        new SparkException(TEXT_OF_TASK + cause + "\n\tat java.base/x.Y.z(Y.java:3)\n", null));
  }

  private static void assertTold(Throwable cause, String told) {
    wrapped(cause)
        .forEach(
            error -> assertThat(MachineProblem.of(error, PLACE)).as("%s", error).contains(told));
  }

  @Test
  void aFullDisk() {
    String told = "no space left in file:/data/results; free some there, or raise the quota";
    assertTold(new IOException("No space left on device"), told);
    assertTold(new Error(new IOException("No space left on device")), told);
    assertTold(new UncheckedIOException(new IOException("Disk quota exceeded")), told);
    assertTold(new DSQuotaExceededException("The DiskSpace quota of /user is exceeded"), told);
    wrapped(new IOException("No space left on device"))
        .forEach(error -> assertThat(MachineProblem.isOutOfSpace(error)).isTrue());
    assertThat(MachineProblem.isOutOfSpace(new IOException("Connection reset"))).isFalse();
  }

  @Test
  void scratchThatIsFull() {
    IOException full = new IOException("No space left on device");
    full.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("org.apache.spark.shuffle.Writer", "write", "Writer.java", 1)
        });
    assertThat(MachineProblem.of(new RuntimeException(full), PLACE).orElseThrow())
        .startsWith("no space left for Spark's own files; free some in ")
        .endsWith(", or name a larger folder by --conf spark.local.dir=FOLDER");
  }

  @Test
  void tooManyFilesAndThreads() {
    assertTold(
        new FileNotFoundException("/data/x (Too many open files)"),
        "too many open files for this process; raise the limit, for example `ulimit -n 4096`, or use"
            + " fewer cores, for example --master local[2]");
    assertTold(
        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
        "the machine gives this process no more threads; raise the limit (`ulimit -u`), or use fewer"
            + " cores, for example --master local[2]");
  }

  @Test
  void aHeapThatIsTooSmall() {
    String told =
        "ran out of memory with a heap of "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB; give it more, for example SADDLEPOINT_MEMORY=8g";
    String ofExecutor =
        "an executor ran out of memory; give executors more, for example --conf"
            + " spark.executor.memory=8g";
    for (String text : List.of("Java heap space", "Requested array size exceeds VM limit")) {
      assertThat(wrapped(new OutOfMemoryError(text)))
          .extracting(error -> MachineProblem.of(error, PLACE).orElseThrow())
          .containsOnly(told, ofExecutor)
          .endsWith(ofExecutor)
          .startsWith(told);
    }
    String lost =
        "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor %s):"
            + " java.lang.OutOfMemoryError: Java heap space";
    assertThat(MachineProblem.of(new IllegalStateException(lost.formatted("driver")), PLACE))
        .contains(told);
  }

  @Test
  void placesThatCannotBeWritten() {
    assertTold(
        new IOException("/data/results/x: Read-only file system"),
        "file:/data/results is read-only; mount it for writing, or give another --out");
    for (IOException refused :
        List.of(
            new FileNotFoundException("/data/results/x (Permission denied)"),
            new AccessDeniedException("/data/results/x"))) {
      assertThat(wrapped(refused))
          .extracting(error -> MachineProblem.of(error, PLACE).orElseThrow())
          .allMatch(told -> told.startsWith("no permission (") && told.contains("/data/results/x"))
          .allMatch(told -> told.endsWith("); change it, or use another folder"));
    }
  }

  @Test
  void whatIsNoneOfThemIsLeftToOthers() {
    assertThat(MachineProblem.of(new IllegalStateException("a bug"), PLACE)).isEmpty();
  }

  @Test
  void oneLineIsWhatTheErrorGoesBackTo() {
    assertThat(
            MachineProblem.oneLine(
                new RuntimeException(new IOException("the socket\nwas closed", null))))
        .isEqualTo("IOException: the socket");
    assertThat(MachineProblem.oneLine(new SparkException(TEXT_OF_TASK + "a.B: it broke\n\tat x")))
        .isEqualTo("it broke");
    assertThat(MachineProblem.oneLine(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void causesThatGoInACircleEnd() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);

    assertThat(MachineProblem.of(first, PLACE)).isEmpty();
    assertThat(MachineProblem.oneLine(first)).isNotBlank();
  }
}
