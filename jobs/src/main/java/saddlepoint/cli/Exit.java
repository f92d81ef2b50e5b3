// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

/** Exit codes; all commands share them. */
final class Exit {
  /** All was done. */
  static final int DONE = 0;

  /**
   * All was done, and some trials ended FAILED or TIMED_OUT, or a replay differs. A diverged trial
   * is a result like any other.
   */
  static final int DONE_WITH_FAILURES = 1;

  /** The command line, a configuration or a query is wrong; nothing was started. */
  static final int USAGE = 2;

  /** It could not run, or not to its end. */
  static final int COULD_NOT_RUN = 3;

  /** A regression run: it differs from accepted ones. */
  static final int REGRESSED = 4;

  /** A run's status: a driver is at work on it. */
  static final int AT_WORK = 5;

  /** A run's status: trials are left and nobody is at work, or nothing ended in the time asked. */
  static final int STOPPED = 6;

  /** The exit codes for a footer of the help. */
  static final String MEANINGS =
      "Exit codes: 0 done, 1 done with FAILED or TIMED_OUT trials (a replay: figures differ), 2 usage"
          + " or configuration, 3 could not run or was stopped.";

  private Exit() {}
}
