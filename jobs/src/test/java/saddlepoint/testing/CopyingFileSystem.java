// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * The local files under the scheme {@code copying:}, whose rename looks and then copies, as those
 * of object stores do: it cannot tell who was first.
 */
public final class CopyingFileSystem extends RawLocalFileSystem {
  /** Of this file system. */
  public static final String SCHEME = "copying";

  private static final long LATENCY_MILLIS = 5;
  private static final URI NAME = URI.create(SCHEME + ":///");

  /** Makes a scheme known. */
  public static Configuration configure(Configuration configuration) {
    configuration.set("fs.copying.impl", CopyingFileSystem.class.getName());
    configuration.set("fs.AbstractFileSystem.copying.impl", Context.class.getName());
    return configuration;
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
  public void access(Path path, FsAction mode) throws IOException {
    getFileStatus(path);
  }

  /** The same for FileContext. */
  public static final class Context extends DelegateToFileSystem {
    /** As AbstractFileSystem calls it. */
    public Context(URI uri, Configuration configuration) throws IOException, URISyntaxException {
      super(uri, started(uri, configuration), configuration, SCHEME, false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public void renameInternal(Path source, Path target, boolean overwrite) throws IOException {
      File to = new File(target.toUri().getPath());
      if (to.exists() && !overwrite) {
        throw new FileAlreadyExistsException("rename destination " + target + " already exists.");
      }
      try {
        // No request to a store is faster.
        Thread.sleep(LATENCY_MILLIS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      File from = new File(source.toUri().getPath());
      Files.write(to.toPath(), Files.readAllBytes(from.toPath()));
      Files.delete(from.toPath());
    }

    private static CopyingFileSystem started(URI uri, Configuration configuration)
        throws IOException {
      CopyingFileSystem fileSystem = new CopyingFileSystem();
      fileSystem.initialize(uri, configuration);
      return fileSystem;
    }
  }
}
