// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The umask of this process, for Hadoop: its file systems know one of their own settings only,
 * which is 022 by default, and give files that mode whatever the process was started with.
 */
final class ProcessUmask {
  private static final String HADOOPS_DEFAULTS = "core-default.xml";
  private static final int ALL = 0777;

  private ProcessUmask() {}

  /**
   * Puts the umask into Hadoop's settings, unless one of the user's files has another there.
   * Nothing happens on systems that have no such thing.
   *
   * @throws UncheckedIOException if the folder for temporary files cannot be written
   */
  static void applyTo(Configuration configuration) {
    String[] sources = configuration.getPropertySources(FsPermission.UMASK_LABEL);
    boolean isDefault = sources == null || sources[sources.length - 1].endsWith(HADOOPS_DEFAULTS);
    boolean isPosix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    if (isDefault && isPosix) {
      configuration.set(FsPermission.UMASK_LABEL, "0" + Integer.toOctalString(read()));
    }
  }

  /** What a folder lacks that was made with all permissions; Java has no other way to ask. */
  private static int read() {
    String scratch = System.getProperty("java.io.tmpdir");
    try {
      Path own = Files.createTempDirectory("saddlepoint");
      try {
        Path folder = Files.createDirectory(own.resolve("umask"));
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(folder);
        Files.delete(folder);
        return ALL & ~mode(given);
      } finally {
        Files.delete(own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "java.io.tmpdir "
              + scratch
              + " must be a folder that can be written: "
              + e.getMessage()
              + "; give another with TMPDIR or -Djava.io.tmpdir",
          e);
    }
  }

  /** Owner, group and others, of whom each reads, writes and enters. */
  private static int mode(Set<PosixFilePermission> given) {
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = mode << 1 | (given.contains(permission) ? 1 : 0);
    }
    return mode;
  }
}
