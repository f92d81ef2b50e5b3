// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.Path;

/**
 * Of local files: a hard link is the one portable step that gives a whole file a name and fails if
 * the name is taken. rename(2) replaces files.
 */
record LinkCommit() implements Commit {
  @Override
  public boolean create(Path whole, Path file) throws IOException {
    try {
      Files.createLink(Storage.local(file), Storage.local(whole));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw new IOException(
          "cannot make a hard link "
              + file
              + ": "
              + e.getMessage()
              + "; use a file system that has hard links, or HDFS",
          e);
    }
  }

  @Override
  public void replace(Path whole, Path file) throws IOException {
    Files.move(Storage.local(whole), Storage.local(file), StandardCopyOption.ATOMIC_MOVE);
  }
}
