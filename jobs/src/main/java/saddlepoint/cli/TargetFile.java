// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** A local file that a command is to write, as {@code --to} names it. */
final class TargetFile {
  private TargetFile() {}

  /**
   * The same of a file that must not be there yet.
   *
   * @throws ConfigurationException if it is, or cannot be written, or would land among tables
   */
  static void requireNew(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new ConfigurationException(
          "--to " + target, "is there already; give another name, or delete it");
    }
    requireWritable(target);
  }

  /**
   * Checks that a file can be written, before any work.
   *
   * @throws ConfigurationException if it cannot, or if it would land among tables
   */
  static void requireWritable(Path target) {
    requireWritable("--to", target);
  }

  /** The same of a file that another option names. */
  static void requireWritable(String option, Path target) {
    Path folder = target.toAbsolutePath().getParent();
    boolean isWritable =
        Files.exists(target)
            ? !Files.isDirectory(target) && Files.isWritable(target)
            : Files.isDirectory(folder) && Files.isWritable(folder);
    if (!isWritable) {
      throw new ConfigurationException(
          option + " " + target,
          "cannot be written; name a file in a folder that exists and is yours to write");
    }
    TableFolder.around(target)
        .ifPresent(
            tables -> {
              throw new ConfigurationException(
                  option + " " + target,
                  "is inside the tables of " + tables + "; give a place outside them");
            });
  }
}
