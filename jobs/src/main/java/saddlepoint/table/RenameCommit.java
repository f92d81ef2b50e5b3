// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Of HDFS, and of whatever else Hadoop reaches: its rename that fails if the target exists.
 * FileSystem.rename would move into it.
 */
final class RenameCommit implements Commit {
  private final FileSystem fileSystem;
  private final FileContext context;

  RenameCommit(FileSystem fileSystem, Configuration configuration) throws IOException {
    this.fileSystem = fileSystem;
    this.context = FileContext.getFileContext(fileSystem.getUri(), configuration);
  }

  @Override
  public boolean create(Path whole, Path file) throws IOException {
    try {
      context.rename(whole, file, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // Some file systems tell of a taken target in words of their own.
      if (fileSystem.exists(file) && fileSystem.exists(whole)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void replace(Path whole, Path file) throws IOException {
    context.rename(whole, file, Options.Rename.OVERWRITE);
  }
}
