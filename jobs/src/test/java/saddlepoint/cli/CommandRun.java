// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What came of a command that ran in this JVM, as a user would see it. */
record CommandRun(int exit, String out, String err) {
  /** Runs a command with its output captured. */
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.run(
            new Terminal(new PrintWriter(out), new PrintWriter(err), /* live= */ false), arguments);
    return new CommandRun(exit, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
