// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/** {@link FaultFileSystem} for FileContext; renames as HDFS does, in one step. */
public final class FaultFs extends DelegateToFileSystem {
  private final FaultPoint point;

  /** As AbstractFileSystem calls it. */
  public FaultFs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
    super(uri, started(uri, configuration), configuration, FaultFileSystem.SCHEME, false);
    point = FaultPoint.of(configuration);
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  @Override
  public void renameInternal(Path source, Path target, boolean overwrite) throws IOException {
    if (overwrite) {
      throw new IOException("fault: never overwrites " + target);
    }
    boolean isThis = point.before("rename", target.toString());
    rename(file(source), file(target), target);
    point.after(isThis);
  }

  private static void rename(File source, File target, Path name) throws IOException {
    try {
      if (source.isDirectory()) {
        Files.move(source.toPath(), target.toPath(), StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(target.toPath(), source.toPath());
        Files.delete(source.toPath());
      }
    } catch (FileSystemException e) {
      if (target.exists()) {
        throw new FileAlreadyExistsException("rename destination " + name + " already exists.");
      }
      throw e;
    }
  }

  private static File file(Path path) {
    return new File(path.toUri().getPath());
  }

  private static FaultFileSystem started(URI uri, Configuration configuration) throws IOException {
    FaultFileSystem fileSystem = new FaultFileSystem();
    fileSystem.initialize(uri, configuration);
    return fileSystem;
  }
}
