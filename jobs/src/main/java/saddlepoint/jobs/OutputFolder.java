// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

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
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** A folder that a job is to write, anywhere Hadoop reaches; every character counts as it is. */
public final class OutputFolder {
  /** Hadoop reads from these; nothing can be committed there. */
  private static final Set<String> UNFIT = Set.of("ftp", "sftp", "http", "https", "har");

  private final String option;
  private final String location;
  private final String place;
  private Configuration configuration;

  /**
   * A folder, which need not exist.
   *
   * @param option that names it, for messages
   * @param location with or without a scheme
   */
  public OutputFolder(String option, String location) {
    this.option = option;
    this.location = location;
    place = option + " " + Secrets.masked(location);
  }

  /** As it was given. */
  public String location() {
    return location;
  }

  /** Hadoop's settings as spark-submit hands them over; read once, since that takes a while. */
  public synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = TableFolder.configuration();
    }
    return configuration;
  }

  /**
   * The tables, if there are any; nothing is made.
   *
   * @throws saddlepoint.table.TableException if the folder holds something else
   */
  public Optional<TableFolder> find() {
    requireNoPassword();
    return TableFolder.find(location, configuration());
  }

  /**
   * The tables that must be there.
   *
   * @throws ConfigurationException if no file system has the folder's scheme
   * @throws saddlepoint.table.TableException if there are none
   */
  public TableFolder open() {
    requireFileSystem();
    return TableFolder.open(location, configuration());
  }

  /**
   * Checks that tables can be written without writing anything.
   *
   * @throws CannotRunException if they cannot
   * @throws ConfigurationException if no file system has the folder's scheme
   * @throws saddlepoint.table.TableException if the folder holds something else
   */
  public void requireWritableTables() {
    requireWritable();
    find();
  }

  /**
   * Checks that the folder could be made or written, and does not lie among tables.
   *
   * @throws CannotRunException if it could not
   * @throws ConfigurationException if no file system has its scheme, or if it lies among tables
   */
  public void requireWritable() {
    requireFileSystem();
    requirePermission();
    requireOutsideTables();
  }

  private void requirePermission() {
    try {
      FileSystem fileSystem = new Path(location).getFileSystem(configuration());
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
      throw unusable(e);
    }
  }

  private void requireOutsideTables() {
    TableFolder.around(location, configuration())
        .ifPresent(
            tables -> {
              throw new ConfigurationException(
                  place, "is inside the tables of " + tables + "; give a place outside them");
            });
  }

  private void requireFileSystem() {
    requireNoPassword();
    requireHolding();
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
      path.getFileSystem(configuration());
    } catch (UnsupportedFileSystemException e) {
      throw new ConfigurationException(
          place,
          e.getMessage() + " on the class path; check the spelling, or add its jar with --jars");
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof IOException unreachable) {
        throw unusable(unreachable);
      }
      throw new ConfigurationException(
          place, "no location that Hadoop can read: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (e instanceof ConfigurationException own) {
        throw own;
      }
      throw unusable(e);
    }
  }

  private void requireNoPassword() {
    if (Secrets.areIn(location)) {
      throw new ConfigurationException(
          place,
          "must hold no password, since places are told and stored; give it as a setting of the"
              + " file system, in a file that --properties-file names");
    }
  }

  /**
   * Checks the characters that no path of Hadoop can hold, whatever the file system: a colon makes
   * what is before it a scheme, here or when a folder is listed.
   */
  private void requireHolding() {
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
  private CannotRunException unusable(Exception e) {
    return new CannotRunException(
        place
            + ": this place cannot be used ("
            + MachineProblem.oneLine(e)
            + "); "
            + (String.valueOf(e.getMessage()).contains("no host")
                ? "name the host, as in hdfs://namenode:8020/results, or set HADOOP_CONF_DIR"
                : "check the address and that its machine answers, or give another folder"),
        e);
  }

  private static String name(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
