// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.fetch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import saddlepoint.data.Idx;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.OutputFolder;

/**
 * Puts a published set of images into a folder, anywhere Hadoop writes. A file is there whole and
 * of the known SHA-256, or not at all.
 */
public final class Fetch {
  private static final String PACKED = ".gz";

  private final PublishedImages images;
  private final OutputFolder target;

  /** Fetches a set into a folder. */
  public Fetch(PublishedImages images, OutputFolder target) {
    this.images = images;
    this.target = target;
  }

  /** Whether the folder has all files, each of the known content. */
  public boolean isThere() {
    return images.hashes().entrySet().stream().allMatch(this::isThere);
  }

  private boolean isThere(Map.Entry<String, String> file) {
    try {
      for (String name : forms(file)) {
        if (exists(name)) {
          return isRight(name, file.getValue());
        }
      }
      return false;
    } catch (IOException | IllegalArgumentException e) {
      // Where the folder cannot be used, whoever writes there says so.
      return false;
    }
  }

  private static List<String> forms(Map.Entry<String, String> file) {
    return List.of(file.getKey(), file.getKey() + PACKED);
  }

  private boolean exists(String name) throws IOException {
    Path path = new Path(target.location(), name);
    return path.getFileSystem(target.configuration()).exists(path);
  }

  private boolean isRight(String name, String hash) throws IOException {
    Path path = new Path(target.location(), name);
    try (InputStream in = path.getFileSystem(target.configuration()).open(path)) {
      return hash(name, in).equals(hash);
    } catch (IOException e) {
      return false;
    }
  }

  /** Files of another set would be trained on instead of these, or with these. */
  private void requireNoOthers() throws IOException {
    for (Map.Entry<String, String> file : images.hashes().entrySet()) {
      for (String name : forms(file)) {
        if (exists(name) && !isRight(name, file.getValue())) {
          throw new IOException(
              name + " is there, and is not that of the set; move it away, or give another folder");
        }
      }
    }
  }

  /**
   * Fetches what is not there.
   *
   * @param path of programs, as the environment's PATH
   * @throws CannotRunException if the package manager is not on the path, cannot fetch it, or it or
   *     the folder has other files than the known ones
   */
  public void run(String path) {
    target.requireWritable();
    List<List<String>> commands = new ArrayList<>();
    for (List<String> command : images.commands()) {
      List<String> found = new ArrayList<>(command);
      found.set(0, program(command.get(0), path));
      commands.add(found);
    }
    java.nio.file.Path scratch = null;
    try {
      requireNoOthers();
      scratch = Files.createTempDirectory("saddlepoint-fetch-");
      for (int i = 0; i < commands.size(); i++) {
        run(commands.get(i), String.join(" ", images.commands().get(i)), scratch, path);
      }
      copy(scratch.resolve(images.folder()));
    } catch (IOException e) {
      throw new CannotRunException(
          "cannot fetch " + images.text() + " to " + target.location() + ": " + e.getMessage(), e);
    } finally {
      if (scratch != null) {
        delete(scratch);
      }
    }
  }

  /** Java would look for it on the path of this process. */
  private String program(String name, String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst()
        .map(File::getPath)
        .orElseThrow(() -> new CannotRunException(missing(name)));
  }

  private String missing(String program) {
    StringBuilder files = new StringBuilder();
    new TreeMap<>(images.hashes())
        .forEach((name, hash) -> files.append("\n  ").append(hash).append("  ").append(name));
    return images.text()
        + " is fetched by "
        + images.program()
        + ", and "
        + program
        + " is not on the PATH; install it, or put these files (plain or with .gz, SHA-256 of the"
        + " unpacked ones) into a folder:"
        + files;
  }

  private static void run(
      List<String> command, String written, java.nio.file.Path folder, String path)
      throws IOException {
    java.nio.file.Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("PATH", path);
    Process process = builder.start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        List<String> lines = Files.readString(log, StandardCharsets.UTF_8).strip().lines().toList();
        throw new IOException(
            "`"
                + written
                + "` ended with exit code "
                + code
                + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1)));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }

  private void copy(java.nio.file.Path from) throws IOException {
    Path folder = new Path(target.location());
    FileSystem fileSystem = folder.getFileSystem(target.configuration());
    fileSystem.mkdirs(folder);
    for (Map.Entry<String, String> file : images.hashes().entrySet()) {
      if (isThere(file)) {
        continue;
      }
      boolean isPlain = Files.exists(from.resolve(file.getKey()));
      String name = isPlain ? file.getKey() : file.getKey() + PACKED;
      java.nio.file.Path found = from.resolve(name);
      try (InputStream in = Files.newInputStream(found)) {
        String hash = hash(name, in);
        if (!hash.equals(file.getValue())) {
          throw new IOException(
              "the package's "
                  + name
                  + " has the SHA-256 "
                  + hash
                  + " and must have "
                  + file.getValue());
        }
      }
      Path unfinished = new Path(folder, "." + name + ".part");
      try (InputStream in = Files.newInputStream(found);
          OutputStream out = fileSystem.create(unfinished, /* overwrite= */ true)) {
        in.transferTo(out);
      }
      Path path = new Path(folder, name);
      if (!fileSystem.rename(unfinished, path)) {
        throw new IOException(unfinished + " cannot be renamed to " + path);
      }
    }
  }

  private static String hash(String name, InputStream in) throws IOException {
    return Idx.read(name, in, name.contains("images") ? 3 : 1).sha256();
  }

  private static void delete(java.nio.file.Path folder) {
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // A scratch folder that stays is the system's to remove.
      folder.toFile().deleteOnExit();
    }
  }
}
