// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What is in folders of tables, for a check, which tells of what must not be there.
 *
 * @param problems gets them
 */
record FolderListing(Storage storage, List<FolderProblem> problems) {
  /** What is in a folder. Links are refused: what they show may change at any time. */
  List<FileStatus> visible(Path parent) throws IOException {
    List<FileStatus> visible = new ArrayList<>();
    for (FileStatus entry : storage.visible(parent)) {
      if (storage.isLink(entry.getPath())) {
        foreign(entry, "is a symbolic link");
      } else {
        visible.add(entry);
      }
    }
    return visible;
  }

  /** Tells of what nobody wrote that writes tables. */
  void foreign(FileStatus entry, String what) {
    problems.add(new FolderProblem(entry.getPath().toString(), what + "; move it away"));
  }
}
