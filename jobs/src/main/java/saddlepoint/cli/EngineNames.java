// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import saddlepoint.jobs.EngineChoice;
import saddlepoint.sweep.Sweep;

/** What {@code --engine} takes, for help and completion. */
final class EngineNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    List<String> names = new ArrayList<>(List.of(Sweep.AUTO));
    names.addAll(EngineChoice.names());
    return names.iterator();
  }
}
