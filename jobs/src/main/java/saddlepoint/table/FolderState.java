// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What drivers wrote of all runs and nights, by names, sizes and times alone. */
final class FolderState {
  private FolderState() {}

  /** A hash that is another one whenever a file came, went or changed. */
  static String of(Storage storage) throws IOException {
    StringBuilder state = new StringBuilder();
    for (String part : List.of(TableFolder.TRIALS, TableFolder.RUNS, TableFolder.REGRESSIONS)) {
      for (FileStatus entry : storage.visible(new Path(storage.root(), part))) {
        tell(state, entry);
        if (entry.isDirectory()) {
          storage.visible(entry.getPath()).forEach(inside -> tell(state, inside));
        }
      }
    }
    return Digests.sha256(state.toString().getBytes(UTF_8));
  }

  private static void tell(StringBuilder state, FileStatus entry) {
    state.append(entry.getPath()).append(' ');
    // A folder's time also changes by what is ignored, such as signs of life.
    if (entry.isFile()) {
      state.append(entry.getLen()).append(' ').append(entry.getModificationTime());
    }
    state.append('\n');
  }
}
