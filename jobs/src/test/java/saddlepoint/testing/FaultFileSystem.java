// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local files under the scheme {@code fault:}, with a {@link FaultPoint}. */
public final class FaultFileSystem extends RawLocalFileSystem {
  /** Of this file system. */
  public static final String SCHEME = "fault";

  private static final URI NAME = URI.create(SCHEME + ":///");

  private FaultPoint point;

  @Override
  public void initialize(URI uri, Configuration configuration) throws IOException {
    super.initialize(uri, configuration);
    point = FaultPoint.of(configuration);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean isThis = point.before("create", file.toString());
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    point.after(isThis);
    return out;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean isThis = point.before("create", file.toString());
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    point.after(isThis);
    return out;
  }

  /** The parent asks for permissions by names that only the scheme {@code file:} has. */
  @Override
  public void access(Path path, FsAction mode) throws IOException {
    getFileStatus(path);
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    boolean isThis = point.before("rename", target.toString());
    boolean isDone = super.rename(source, target);
    point.after(isThis);
    return isDone;
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    boolean isThis = point.before("list", folder.toString());
    FileStatus[] entries = super.listStatus(folder);
    point.after(isThis);
    return entries;
  }
}
