// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import picocli.CommandLine.Option;
import saddlepoint.jobs.MachineProblem;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** The folder of tables. */
final class OutputOption {
  /** Hadoop reads from these; nothing can be committed there. */
  private static final Set<String> UNFIT = Set.of("ftp", "sftp", "http", "https", "har");

  @Option(
      names = "--out",
      paramLabel = "URI",
      defaultValue = "results",
      description =
          "Folder of the tables, local or anywhere Hadoop reaches (default: results). Every"
              + " character counts as it is; none is a wildcard.")
  private String location;

  private Configuration configuration;

  String location() {
    return location;
  }

  /** Hadoop's settings as spark-submit hands them over; read once, since that takes a while. */
  synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = TableFolder.configuration();
    }
    return configuration;
  }

  /** The tables, if there are any; nothing is made. */
  Optional<TableFolder> find() {
    return TableFolder.find(location, configuration());
  }

  /** The tables that must be there. */
  TableFolder open() {
    requireScheme("--out", location, configuration());
    return TableFolder.open(location, configuration());
  }

  /**
   * Checks that tables can be written without writing anything.
   *
   * @throws CannotRunException if they cannot
   * @throws saddlepoint.table.TableException if the folder holds something else
   */
  void requireWritable() {
    requireScheme("--out", location, configuration());
    requireWritable("--out", location, configuration());
    requireOutsideTables("--out", location, configuration());
    find();
  }

  /**
   * Checks that a folder could be made or written.
   *
   * @param option that names it, for messages
   */
  static void requireWritable(String option, String location, Configuration configuration) {
    String place = option + " " + location;
    try {
      FileSystem fileSystem = new Path(location).getFileSystem(configuration);
      Path path = fileSystem.makeQualified(new Path(location));
      while (!fileSystem.exists(path) && path.getParent() != null) {
        path = path.getParent();
      }
      FileStatus status = fileSystem.getFileStatus(path);
      if (!status.isDirectory()) {
        throw new CannotRunException(
            place
                + ": "
                + name(path)
                + " is a file; give a folder that is empty or does not exist");
      }
      fileSystem.access(path, FsAction.WRITE);
    } catch (AccessControlException e) {
      throw new CannotRunException(
          place + ": no permission to write there; change it, or give another " + option, e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof CannotRunException own) {
        throw own;
      }
      throw unusable(place, e);
    }
  }

  /**
   * Checks that what is written beside the tables does not land among them.
   *
   * @param option that names it, for messages
   * @throws ConfigurationException if it would
   */
  static void requireOutsideTables(String option, String location, Configuration configuration) {
    TableFolder.around(location, configuration)
        .ifPresent(
            tables -> {
              throw new ConfigurationException(
                  option + " " + location,
                  "is inside the tables of " + tables + "; give a place outside them");
            });
  }

  /**
   * Checks that there is a file system behind a location.
   *
   * @throws ConfigurationException if no file system has its scheme
   */
  static void requireScheme(String option, String location, Configuration configuration) {
    String place = option + " " + location;
    requireHolding(place, location);
    try {
      Path path = new Path(location);
      String scheme = path.toUri().getScheme();
      if (scheme != null && UNFIT.contains(scheme)) {
        throw new ConfigurationException(
            place,
            "must be on a file system that gives a file its name in one step, such as file: or hdfs:,"
                + " got "
                + scheme
                + ":");
      }
      path.getFileSystem(configuration);
    } catch (UnsupportedFileSystemException e) {
      throw new ConfigurationException(
          place,
          e.getMessage() + " on the class path; check the spelling, or add its jar with --jars");
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof IOException unreachable) {
        throw unusable(place, unreachable);
      }
      throw new ConfigurationException(
          place, "no location that Hadoop can read: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (e instanceof ConfigurationException own) {
        throw own;
      }
      throw unusable(place, e);
    }
  }

  /**
   * Checks the characters that no path of Hadoop can hold, whatever the file system: a colon makes
   * what is before it a scheme, here or when a folder is listed.
   */
  private static void requireHolding(String place, String location) {
    if (location.isBlank()) {
      throw new ConfigurationException(place, "must name a folder, got nothing");
    }
    String path = location.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*:(?=/)(//[^/]*)?", "");
    if (path.indexOf(':') >= 0) {
      throw new ConfigurationException(
          place, "holds a colon, which no path of Hadoop can; give a name without one");
    }
    path.chars()
        .filter(Character::isISOControl)
        .findFirst()
        .ifPresent(
            control -> {
              throw new ConfigurationException(
                  place,
                  "holds the control character U+"
                      + String.format(Locale.ROOT, "%04X", control)
                      + "; give a name without one");
            });
  }

  /** File systems throw what they like where a machine cannot be reached. */
  private static CannotRunException unusable(String place, Exception e) {
    return new CannotRunException(
        place
            + ": this place cannot be used ("
            + MachineProblem.oneLine(e)
            + "); check the address and that its machine answers, or give another folder",
        e);
  }

  private static String name(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
