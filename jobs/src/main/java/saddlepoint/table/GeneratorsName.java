// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import saddlepoint.sweep.SweepReader;

/**
 * The file of a wave's generators, {@code RUN-WAVE-DRIVER.zip}. It stands before its wave is
 * committed, so it bears its driver's name, as a manifest does.
 *
 * @param run the run's name
 * @param wave the wave's id
 * @param driver id of the driver
 */
record GeneratorsName(String run, String wave, String driver) {
  private static final Pattern FILE = Pattern.compile("(.+)-([0-9a-f]{16})-(.+)\\.zip");

  /** Empty if no run of such a name can have such a file. */
  static Optional<GeneratorsName> parse(String file) {
    Matcher parts = FILE.matcher(file);
    return parts.matches() && SweepReader.isName(parts.group(1))
        ? Optional.of(new GeneratorsName(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  String file() {
    return run + "-" + wave + "-" + driver + ".zip";
  }
}
