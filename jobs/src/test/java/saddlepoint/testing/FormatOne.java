// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Tables that a build of format 1 wrote, judged by version 1 of the rules: runs 007 and 2026-08-01.
 */
public final class FormatOne {
  private FormatOne() {}

  /** Copies them into a folder that is there. */
  public static void copyTo(Path folder) throws IOException {
    Path stored = Path.of(FormatOne.class.getResource("/tables/format-1").getPath());
    try (Stream<Path> entries = Files.walk(stored)) {
      for (Path entry : entries.toList()) {
        Path copy = folder.resolve(stored.relativize(entry).toString());
        if (Files.isDirectory(entry)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(entry, copy);
        }
      }
    }
  }
}
