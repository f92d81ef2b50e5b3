// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import saddlepoint.engine.RootCause;

/**
 * What errors say about the machine rather than about the product: libraries wrap the one text that
 * matters in many others, and none names the remedy.
 */
public final class MachineProblem {
  /** Of the exceptions of Spark's own tasks, whose cause may be text alone. */
  private static final Pattern OF_TASK =
      Pattern.compile("most recent failure: Lost task [^\\n]*?\\): (?:[\\w.$]+: )?([^\\n]+)");

  /** How Spark names an executor that is a process of its own. */
  private static final Pattern OF_EXECUTOR =
      Pattern.compile("\\(\\S+ executor (?!driver\\))\\S+\\)");

  private static final long MEBIBYTE = 1 << 20;

  private MachineProblem() {}

  /** Whether nothing more can be written. */
  public static boolean isOutOfSpace(Throwable error) {
    return texts(error).stream().anyMatch(MachineProblem::isOutOfSpace);
  }

  private static boolean isOutOfSpace(String text) {
    return text.contains("No space left on device")
        || text.contains("There is not enough space on the disk")
        || text.contains("Disk quota exceeded")
        || text.contains("QuotaExceededException");
  }

  /**
   * A problem of the machine with its remedy, in one line; empty if the error is of another kind.
   *
   * @param place where tables are written, for messages
   */
  public static Optional<String> of(Throwable error, String place) {
    for (String text : texts(error)) {
      Optional<String> known = known(text, error, place);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> known(String text, Throwable error, String place) {
    if (isOutOfSpace(text)) {
      return Optional.of(
          isOfScratch(error)
              ? "no space left for Spark's own files; free some in "
                  + System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir"))
                  + ", or name a larger folder by --conf spark.local.dir=FOLDER"
              : "no space left in " + place + "; free some there, or raise the quota");
    }
    if (text.contains("Too many open files")) {
      return Optional.of(
          "too many open files for this process; raise the limit, for example `ulimit -n 4096`, or"
              + " use fewer cores, for example --master local[2]");
    }
    if (text.contains("unable to create native thread")
        || text.contains("unable to create new native thread")) {
      return Optional.of(
          "the machine gives this process no more threads; raise the limit (`ulimit -u`), or use"
              + " fewer cores, for example --master local[2]");
    }
    if (text.contains("java.lang.OutOfMemoryError") && OF_EXECUTOR.matcher(text).find()) {
      return Optional.of(
          "an executor ran out of memory; give executors more, for example --conf"
              + " spark.executor.memory=8g");
    }
    if (text.contains("java.lang.OutOfMemoryError")) {
      return Optional.of(
          "ran out of memory with a heap of "
              + Runtime.getRuntime().maxMemory() / MEBIBYTE
              + " MiB; give it more, for example SADDLEPOINT_MEMORY=8g");
    }
    if (text.contains("Read-only file system")) {
      return Optional.of(place + " is read-only; mount it for writing, or give another --out");
    }
    if (text.contains("Permission denied")
        || text.contains("AccessControlException")
        || text.contains("AccessDeniedException")) {
      return Optional.of(
          "no permission (" + oneLine(error) + "); change it, or use another folder");
    }
    return Optional.empty();
  }

  /**
   * The text of the error that others go back to, in one line, without what Spark wraps it in.
   *
   * @param error of any kind
   */
  public static String oneLine(Throwable error) {
    Throwable root = RootCause.of(error);
    String text = String.valueOf(root.getMessage());
    Matcher task = OF_TASK.matcher(text);
    if (task.find()) {
      return task.group(1).strip();
    }
    if (root instanceof SparkThrowable) {
      return firstLine(text.replaceFirst("^\\[[A-Z_.]+]\\s*", ""));
    }
    boolean isClear = root.getMessage() != null && root.getMessage().contains(" ");
    return firstLine(isClear ? root.getClass().getSimpleName() + ": " + text : root.toString());
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  /** Whether it was not the tables that were written; Hadoop's file systems write no others. */
  private static boolean isOfScratch(Throwable error) {
    boolean isOfTables = false;
    boolean isOfSpark = false;
    for (Throwable each : chain(error)) {
      for (StackTraceElement element : each.getStackTrace()) {
        isOfTables |=
            element.getClassName().startsWith("org.apache.hadoop.fs.")
                || element.getClassName().startsWith("saddlepoint.table.");
        isOfSpark |=
            element.getClassName().startsWith("org.apache.spark.shuffle.")
                || element.getClassName().startsWith("org.apache.spark.storage.");
      }
      String text = String.valueOf(each.getMessage());
      isOfTables |= text.contains("at org.apache.hadoop.fs.") || text.contains("FSError");
      isOfSpark |= text.contains("at org.apache.spark.shuffle.");
    }
    return isOfSpark && !isOfTables;
  }

  private static List<String> texts(Throwable error) {
    return chain(error).stream().map(Throwable::toString).toList();
  }

  /** An error and what it goes back to. */
  static List<Throwable> chain(Throwable error) {
    Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = error; each != null && met.add(each); each = each.getCause()) {
      chain.add(each);
    }
    return chain;
  }
}
