// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How a file system gives a whole file the name that others look for, in one step: nobody reads
 * half of it, and of several writers one learns that it was first. Thread safe.
 */
sealed interface Commit permits LinkCommit, RenameCommit, PutCommit {
  /** That of a file system. */
  static Commit of(FileSystem fileSystem, Configuration configuration) throws IOException {
    return switch (fileSystem.getUri().getScheme()) {
      case "file" -> new LinkCommit();
      case "s3a" -> new PutCommit(fileSystem);
      default -> new RenameCommit(fileSystem, configuration);
    };
  }

  /**
   * Gives a file a name that is free.
   *
   * @param whole is left as it is, or is gone
   * @param file in a folder that exists
   * @return false if the name is taken; that file is left as it is
   */
  boolean create(Path whole, Path file) throws IOException;

  /**
   * Gives a file the name of another, or a new one.
   *
   * @param whole is gone afterwards
   */
  void replace(Path whole, Path file) throws IOException;

  /** Whether folders have times of their own. */
  default boolean datesFolders() {
    return true;
  }
}
