// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import saddlepoint.sweep.SweepReader;

/**
 * A committed wave's file, {@code RUN-WAVE.parquet}. Its name holds no key, so that no reader makes
 * a column of it, and a run called 2026-08-01 stays a text.
 *
 * @param run the run's name
 * @param wave the wave's id
 */
record WaveName(String run, String wave) {
  /** An id has a fixed length, so that a name is read in one way only. */
  private static final Pattern FILE = Pattern.compile("(.+)-([0-9a-f]{16})\\.parquet");

  /** Empty if no run of such a name can have such a file. */
  static Optional<WaveName> parse(String file) {
    Matcher parts = FILE.matcher(file);
    return parts.matches() && SweepReader.isName(parts.group(1))
        ? Optional.of(new WaveName(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  String file() {
    return run + "-" + wave + ".parquet";
  }
}
