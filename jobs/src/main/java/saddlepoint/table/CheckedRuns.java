// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.List;
import java.util.SortedMap;

/**
 * What a check found. Views are made of this alone, so that nothing is read that was not checked.
 *
 * @param folder what was checked
 * @param ledgers what the runs have cut and committed, by the run's name; without what is not sound
 * @param problems what is not as drivers wrote it; empty if all is well
 * @param bytes how many bytes of waves were read
 */
public record CheckedRuns(
    TableFolder folder,
    SortedMap<String, Ledger> ledgers,
    List<FolderProblem> problems,
    long bytes) {
  public CheckedRuns {
    problems = List.copyOf(problems);
  }
}
