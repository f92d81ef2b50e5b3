// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The few things that tables need of a file system. What others may see appears by one step that
 * fails if it is there already, so nobody reads half of it and of two writers one learns that it
 * lost. Thread safe.
 */
final class Storage {
  private final Configuration configuration;
  private final FileSystem fileSystem;
  private final Commit commit;
  private final boolean isLocal;
  private final Path root;

  /**
   * The storage that holds a folder.
   *
   * @param root with or without a scheme; need not exist
   */
  Storage(Path root, Configuration configuration) throws IOException {
    this.configuration = configuration;
    this.fileSystem = root.getFileSystem(configuration);
    this.root = fileSystem.makeQualified(root);
    this.isLocal = "file".equals(fileSystem.getUri().getScheme());
    this.commit = Commit.of(fileSystem, configuration);
  }

  /** The folder with its scheme. */
  Path root() {
    return root;
  }

  Configuration configuration() {
    return configuration;
  }

  /** Whether it is this machine's, where looking at a file costs next to nothing. */
  boolean isLocal() {
    return isLocal;
  }

  boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  /** What is in a folder, in the order of the names; nothing if it does not exist. */
  List<FileStatus> list(Path folder) throws IOException {
    try {
      FileStatus[] entries = fileSystem.listStatus(folder);
      Arrays.sort(entries, Comparator.comparing(entry -> entry.getPath().getName()));
      return List.of(entries);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * The same, but for names that start with a dot: they are read by nobody, and file managers leave
   * such files.
   */
  List<FileStatus> visible(Path folder) throws IOException {
    return list(folder).stream()
        .filter(entry -> !entry.getPath().getName().startsWith("."))
        .toList();
  }

  /** All files in a folder and in those in it, in any order; none if it does not exist. */
  List<FileStatus> files(Path folder) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = fileSystem.listFiles(folder, /* recursive= */ true);
      while (all.hasNext()) {
        files.add(all.next());
      }
    } catch (FileNotFoundException e) {
      // Another process removes it; what was seen is told.
    }
    return files;
  }

  /**
   * When a file, or what a folder holds, was changed last, in milliseconds since 1970; 0 for the
   * folders of stores that do not know.
   */
  long lastChange(FileStatus entry) {
    return entry.isDirectory() && !commit.datesFolders() ? 0 : entry.getModificationTime();
  }

  /** Bytes of a file; empty if there is none. */
  OptionalLong size(Path file) throws IOException {
    try {
      FileStatus status = fileSystem.getFileStatus(file);
      return status.isFile() ? OptionalLong.of(status.getLen()) : OptionalLong.empty();
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    }
  }

  byte[] read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  /** Streams a file from its beginning; the caller closes it. */
  InputStream open(Path file) throws IOException {
    return isLocal ? Files.newInputStream(local(file)) : fileSystem.open(file);
  }

  /** Whether a path is a symbolic link, which could show other content at any time. */
  boolean isLink(Path path) {
    return isLocal && Files.isSymbolicLink(local(path));
  }

  /**
   * The file of checksums that Hadoop keeps of a local file and compares with it, if there is one.
   */
  Optional<Path> checksumsBeside(Path file) throws IOException {
    if (fileSystem instanceof ChecksumFileSystem checked) {
      Path sidecar = checked.getChecksumFile(file);
      return checked.getRawFileSystem().exists(sidecar) ? Optional.of(sidecar) : Optional.empty();
    }
    return Optional.empty();
  }

  void makeFolder(Path folder) throws IOException {
    if (!fileSystem.mkdirs(folder)) {
      throw new IOException("cannot make the folder " + folder);
    }
  }

  /** The same, and its name, with those of the folders around it, outlasts a crash. */
  void makeLastingFolder(Path folder) throws IOException {
    Deque<Path> made = new ArrayDeque<>();
    for (Path each = folder; each != null && !exists(each); each = each.getParent()) {
      made.push(each);
    }
    makeFolder(folder);
    if (isLocal) {
      for (Path each : made) {
        force(each.getParent());
      }
    }
  }

  /** Deletes a folder if nothing is in it, as far as anybody knows. */
  void deleteEmpty(Path folder) throws IOException {
    if (exists(folder) && list(folder).isEmpty()) {
      fileSystem.delete(folder, false);
    }
  }

  /** Deletes a file or folder with all that is in it; nothing happens if there is none. */
  void delete(Path path) throws IOException {
    fileSystem.delete(path, true);
  }

  /**
   * Writes a file that nobody sees before it is whole and, as far as the file system can, on disk.
   *
   * @param file in a folder that exists
   * @param scratch a folder of this writer alone
   * @return false if the file is there already, which is left as it is
   */
  boolean create(Path file, byte[] content, Path scratch) throws IOException {
    return commit(write(new Path(scratch, file.getName()), content), file);
  }

  /** Writes a file in the place of another, or anew; nobody sees half of it. */
  void replace(Path file, byte[] content, Path scratch) throws IOException {
    replace(file, write(new Path(scratch, file.getName()), content));
  }

  /** Gives a whole file the name of another, or a new one; nobody sees half of it. */
  void replace(Path file, Path whole) throws IOException {
    if (isLocal) {
      force(whole);
    }
    commit.replace(whole, file);
    if (isLocal) {
      force(file.getParent());
    }
  }

  /**
   * Gives a whole file its final name.
   *
   * @param whole is gone afterwards
   * @param file in a folder that exists
   * @return false if the final name is taken; that file is left as it is
   */
  boolean commit(Path whole, Path file) throws IOException {
    if (isLocal) {
      force(whole);
    }
    boolean isOurs = give(whole, file);
    if (isOurs && isLocal) {
      force(file.getParent());
    }
    return isOurs;
  }

  /** The same, not forced to disk. */
  boolean give(Path whole, Path file) throws IOException {
    boolean isOurs = commit.create(whole, file);
    fileSystem.delete(whole, false);
    return isOurs;
  }

  /** Writes a file where nobody looks, with the folders around it. */
  Path write(Path file, byte[] content) throws IOException {
    return write(file, out -> out.write(content));
  }

  /** The same of what is too large to be held. */
  Path write(Path file, Writing content) throws IOException {
    makeFolder(file.getParent());
    if (isLocal) {
      try (OutputStream out = Files.newOutputStream(local(file))) {
        content.to(out);
      }
    } else {
      try (FSDataOutputStream out = fileSystem.create(file, true)) {
        content.to(out);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          out.hsync();
        }
      }
    }
    return file;
  }

  /** Writes a file's content. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Waits until a file's content, or a folder's names, would outlast a crash of the machine. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(local(path), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The local file of a path of {@code file:}. */
  static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
