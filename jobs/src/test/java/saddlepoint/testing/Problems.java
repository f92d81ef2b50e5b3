// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.util.List;
import saddlepoint.table.CheckDepth;
import saddlepoint.table.FolderProblem;
import saddlepoint.table.TableFolder;

/** What is not sound in tables. */
public final class Problems {
  private Problems() {}

  /** What is not as drivers wrote it, in any run; empty if all is well. */
  public static List<FolderProblem> of(TableFolder tables) {
    return tables.check(tables.runs(), CheckDepth.CHECKSUMS).problems();
  }
}
