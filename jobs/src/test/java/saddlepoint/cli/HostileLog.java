// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import org.slf4j.LoggerFactory;

/** Logs what a terminal would obey, and a password. */
public final class HostileLog {
  private HostileLog() {}

  public static void main(String[] arguments) {
    LoggerFactory.getLogger(HostileLog.class)
        .warn("s3a://me:hush@b/ a\u001b[31m\u009b2J\u202eb\nc");
  }
}
