// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What marks a folder of tables.
 *
 * @param format 1, or {@link TableFolder#FORMAT}
 * @param id another one for each folder, so that a folder that took another's place is known; null
 *     in format 1
 */
record FolderMarker(int format, String id) {
  static final String FILE = "saddlepoint.json";

  /** Of folders that were begun in format 1: all drivers that upgrade one must agree. */
  private static final String UPGRADED = "begun in format 1";

  /**
   * The marker of a folder.
   *
   * @return empty if there is no such folder, or nothing in it but what drivers left that were
   *     killed, or had the folder removed from under them
   * @throws TableException if the folder holds something else, or tables of another format
   */
  static Optional<FolderMarker> find(Storage storage) throws IOException {
    Path file = file(storage);
    if (storage.exists(file)) {
      return Optional.of(read(storage));
    }
    for (FileStatus entry : storage.list(storage.root())) {
      if (entry.getPath().equals(storage.root())) {
        throw new TableException(storage.root() + " is a file; give a folder as --out");
      }
      if (!isLeft(entry, storage)) {
        // Another driver may have marked it since.
        if (storage.exists(file)) {
          return Optional.of(read(storage));
        }
        throw new TableException(
            storage.root()
                + " holds something else, "
                + entry.getPath().getName()
                + ", and no "
                + FILE
                + "; give the --out of a sweep, or for a new one a folder that is empty or does not"
                + " exist");
      }
    }
    return Optional.empty();
  }

  /**
   * Whether drivers without a folder left an entry of it: staging, if they were killed before they
   * marked it, and books of runs, such as a sign of life written while the folder was removed.
   */
  private static boolean isLeft(FileStatus entry, Storage storage) throws IOException {
    if (!entry.getPath().getName().equals(TableFolder.RUNS)) {
      return entry.getPath().getName().equals(TableFolder.STAGING);
    }
    // Other tools have folders of this name.
    for (FileStatus run : storage.visible(entry.getPath())) {
      if (!run.isDirectory() || TableFolder.runOf(run.getPath().getName()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The marker of a folder that is to be written, made or upgraded where needed.
   *
   * @param scratch a folder of the writer alone
   * @throws TableException if the folder holds something else, or tables of another format
   */
  static FolderMarker ensure(Storage storage, String id, Path scratch) throws IOException {
    Optional<FolderMarker> found = find(storage);
    if (found.isEmpty()) {
      FolderMarker own = new FolderMarker(TableFolder.FORMAT, id);
      storage.makeLastingFolder(storage.root());
      return storage.create(file(storage), Json.write(own), scratch) ? own : read(storage);
    }
    if (found.get().format() == TableFolder.FORMAT) {
      return found.get();
    }
    // From here on builds that know format 1 alone must not take what they do not see for missing.
    FolderMarker upgraded = new FolderMarker(TableFolder.FORMAT, UPGRADED);
    storage.replace(file(storage), Json.write(upgraded), scratch);
    return upgraded;
  }

  boolean isOfFormat1() {
    return format == 1 || UPGRADED.equals(id);
  }

  /**
   * Checks that a folder is still the one that it was.
   *
   * @throws FolderGoneException if it is not
   */
  void requireAt(Storage storage) throws IOException {
    boolean isThere =
        storage.exists(file(storage))
            && storage.exists(new Path(storage.root(), TableFolder.TRIALS));
    if (!isThere || !read(storage).equals(this)) {
      throw new FolderGoneException(
          storage.root()
              + " was "
              + (isThere ? "replaced by other tables" : "removed")
              + " while it was written; nothing more is trained for it. Sweep again to train what"
              + " is missing");
    }
  }

  private static FolderMarker read(Storage storage) throws IOException {
    Path file = file(storage);
    try {
      byte[] content = storage.read(file);
      int format = Json.object(content).path("format").asInt();
      if (format < 1 || format > TableFolder.FORMAT) {
        throw new TableException(
            file
                + " tells of format "
                + format
                + "; this build knows 1 to "
                + TableFolder.FORMAT
                + ", use the build that wrote it or another --out");
      }
      if (format > 1 && !Json.object(content).path("id").isTextual()) {
        throw new Json.DamagedException("is damaged: it lacks the id of its folder");
      }
      return format == 1 ? new FolderMarker(1, null) : Json.read(content, FolderMarker.class);
    } catch (JsonProcessingException e) {
      throw new TableException(
          file + " is not readable: " + e.getOriginalMessage() + "; use another --out", e);
    } catch (Json.DamagedException e) {
      throw new TableException(file + " " + e.getMessage() + "; use another --out", e);
    }
  }

  private static Path file(Storage storage) {
    return new Path(storage.root(), FILE);
  }
}
