// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import saddlepoint.data.FileOpener;
import saddlepoint.table.TableFolder;

/** Files wherever Hadoop reads: on the driver by its settings, on executors by those it sent. */
public final class HadoopFiles implements FileOpener {
  private Configuration configuration;

  @Override
  public String absolute(String folder) {
    if (Secrets.areIn(folder)) {
      throw new IllegalArgumentException(
          Secrets.masked(folder)
              + " must hold no password, since places are told and stored; give it as a setting of"
              + " the file system, in a file that --properties-file names");
    }
    try {
      Path path = new Path(folder);
      FileSystem fileSystem = path.getFileSystem(configuration());
      return fileSystem.makeQualified(path).toString();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          folder
              + " cannot be used ("
              + MachineProblem.oneLine(e)
              + "); check the address, or add the jar of its file system with --jars",
          e);
    }
  }

  @Override
  public InputStream open(String folder, String file) throws IOException {
    Path path = new Path(new Path(folder), file);
    return path.getFileSystem(configuration()).open(path);
  }

  private synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = TableFolder.configuration();
    }
    return configuration;
  }
}
