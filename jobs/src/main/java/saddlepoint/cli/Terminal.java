// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import saddlepoint.jobs.Secrets;

/**
 * Where the command line prints: results go to {@code out}, what is said meanwhile to {@code err}.
 * Whatever is printed is a line of {@linkplain PlainText plain text}, and what is said has its
 * {@linkplain Secrets secrets} masked. Safe for several threads.
 */
final class Terminal {
  private static final String START_OF_LINE = "\r";
  private static final String CLEAR_LINE = "\r\033[K";

  /** What systems say where the reader of a pipe has left, as head does. */
  private static final String READER_LEFT = "Broken pipe";

  private final WatchedOutput watched;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean live;
  private boolean lineIsOpen;

  /**
   * Prints to some writers.
   *
   * @param live whether {@code err} is a terminal, on which a line can be written over
   */
  Terminal(PrintWriter out, PrintWriter err, boolean live) {
    this(new WatchedOutput(OutputStream.nullOutputStream()), out, err, live);
  }

  /** Prints the result to a stream, and knows whether it took it. */
  Terminal(OutputStream out, PrintWriter err, boolean live) {
    this(new WatchedOutput(out), err, live);
  }

  private Terminal(WatchedOutput out, PrintWriter err, boolean live) {
    this(out, writer(out), err, live);
  }

  private Terminal(WatchedOutput watched, PrintWriter out, PrintWriter err, boolean live) {
    this.watched = watched;
    this.out = out;
    this.err = err;
    this.live = live;
  }

  /**
   * The standard streams; the launcher knows whether a terminal is behind them, the JVM does not.
   */
  static Terminal standard() {
    boolean live = Boolean.getBoolean("saddlepoint.terminal") || System.console() != null;
    boolean capable = !"dumb".equals(System.getenv("TERM"));
    // System.out would swallow what goes wrong.
    return new Terminal(
        new FileOutputStream(FileDescriptor.out), writer(System.err), live && capable);
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  boolean isLive() {
    return live;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** Why the result was not written; nothing if it was, or if nobody reads on. */
  Optional<IOException> failure() {
    out.flush();
    return watched
        .failure()
        .filter(e -> e.getMessage() == null || !e.getMessage().contains(READER_LEFT));
  }

  /** Prints a line of the result. */
  synchronized void print(String line) {
    endLine();
    out.println(PlainText.of(line));
    out.flush();
  }

  /** Says a line that is no part of the result. */
  synchronized void say(String line) {
    endLine();
    err.println(said(line));
    err.flush();
  }

  /** Says where an error came from, on lines that begin with a tab as Java has them. */
  synchronized void trace(Throwable cause) {
    endLine();
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    trace
        .toString()
        .lines()
        .map(line -> (line.startsWith("\t") ? "\t" : "") + said(line.stripLeading()))
        .forEach(err::println);
    err.flush();
  }

  /** Shows a line that the next one replaces; does nothing where lines cannot be replaced. */
  synchronized void show(String line) {
    if (live) {
      err.print(CLEAR_LINE + said(line) + START_OF_LINE);
      err.flush();
      lineIsOpen = true;
    }
  }

  private static String said(String line) {
    return PlainText.of(Secrets.masked(line));
  }

  /** Removes the line that is shown. */
  synchronized void endLine() {
    if (lineIsOpen) {
      err.print(CLEAR_LINE);
      err.flush();
      lineIsOpen = false;
    }
  }
}
