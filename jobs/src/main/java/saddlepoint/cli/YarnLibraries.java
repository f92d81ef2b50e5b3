// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The libraries of the launcher's own class path, kept in the cluster's file system for YARN's
 * containers. There is no installed Spark that could have them on every machine, and Spark would
 * send all of them with each application.
 */
final class YarnLibraries {
  private static final String FOLDER = ".saddlepoint/libraries";
  private static final String ENDING = ".jar";
  private static final int NAME_LENGTH = 16;
  private static final long MEGABYTE = 1_000_000;

  private final Map<String, Path> jars;

  private YarnLibraries(Map<String, Path> jars) {
    this.jars = jars;
  }

  /**
   * The jars of a class path that stand before the application's.
   *
   * @param classPath as the JVM tells it, with patterns expanded
   */
  static YarnLibraries of(String classPath, String applicationJar) {
    Map<String, Path> jars = new LinkedHashMap<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.equals(applicationJar)) {
        break;
      }
      Path path = Path.of(entry);
      if (entry.endsWith(ENDING) && Files.isRegularFile(path)) {
        // The first of a name wins, as on a class path.
        jars.putIfAbsent(path.getFileName().toString(), path);
      }
    }
    return new YarnLibraries(jars);
  }

  /**
   * Sends what is not there yet. Several launchers may do so at once.
   *
   * @param home folder of the user's in the cluster's file system
   * @return for spark.yarn.jars
   */
  String send(org.apache.hadoop.fs.Path home, Configuration configuration, Terminal terminal)
      throws IOException {
    FileSystem files = home.getFileSystem(configuration);
    org.apache.hadoop.fs.Path folder =
        files.makeQualified(new org.apache.hadoop.fs.Path(home, FOLDER + "/" + name()));
    Map<String, Path> missing = new LinkedHashMap<>(jars);
    if (files.exists(folder)) {
      for (FileStatus there : files.listStatus(folder)) {
        Path here = jars.get(there.getPath().getName());
        if (here != null && Files.size(here) == there.getLen()) {
          missing.remove(there.getPath().getName());
        }
      }
    }
    if (!missing.isEmpty()) {
      terminal.say(
          "saddlepoint: sending "
              + Quantity.of(missing.size(), "jar")
              + " of "
              + size(missing) / MEGABYTE
              + " MB to "
              + folder
              + ", once for all sweeps of this build");
    }
    files.mkdirs(folder);
    for (Map.Entry<String, Path> jar : missing.entrySet()) {
      org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(folder, jar.getKey());
      // Under another name until it is whole.
      org.apache.hadoop.fs.Path sent =
          new org.apache.hadoop.fs.Path(folder, "." + jar.getKey() + "." + UUID.randomUUID());
      files.copyFromLocalFile(new org.apache.hadoop.fs.Path(jar.getValue().toUri()), sent);
      if (!files.rename(sent, target)) {
        // Another launcher was faster, or one was killed: what is there is whole, or gives way.
        if (files.getFileStatus(target).getLen() != Files.size(jar.getValue())) {
          files.delete(target, false);
          files.rename(sent, target);
        } else {
          files.delete(sent, false);
        }
      }
    }
    return new org.apache.hadoop.fs.Path(folder, "*" + ENDING).toString();
  }

  /** Of names and sizes: another class path has another folder. */
  private String name() throws IOException {
    StringBuilder content = new StringBuilder();
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      content.append(jar.getKey()).append(' ').append(Files.size(jar.getValue())).append('\n');
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static long size(Map<String, Path> jars) throws IOException {
    long bytes = 0;
    for (Path jar : jars.values()) {
      bytes += Files.size(jar);
    }
    return bytes;
  }
}
