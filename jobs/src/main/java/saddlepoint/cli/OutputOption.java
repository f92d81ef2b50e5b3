// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import saddlepoint.jobs.OutputFolder;
import saddlepoint.table.TableFolder;

/** The folder of tables. */
final class OutputOption {
  @Option(
      names = "--out",
      paramLabel = "URI",
      defaultValue = "results",
      description =
          "Folder of the tables, local or anywhere Hadoop reaches (default: results). Every"
              + " character counts as it is; none is a wildcard.")
  private String location;

  private OutputFolder folder;

  /** The folder that is named; the same each time, since Hadoop's settings take a while. */
  synchronized OutputFolder folder() {
    if (folder == null) {
      folder = new OutputFolder("--out", location);
    }
    return folder;
  }

  String location() {
    return location;
  }

  /** The tables, if there are any; nothing is made. */
  Optional<TableFolder> find() {
    return folder().find();
  }

  /** The tables that must be there. */
  TableFolder open() {
    return folder().open();
  }
}
