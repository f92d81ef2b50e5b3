// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the files of a sweep, each once: a pipe can be read no second time. Not thread safe. */
final class HoconFiles {
  private static final int MOST_BYTES = 1 << 22;
  private static final String MARK = "\uFEFF";

  private final Map<Path, String> texts = new HashMap<>();

  /**
   * The sweep's own file, which may be a pipe.
   *
   * @throws ConfigurationException if it cannot be read
   */
  HoconFile root(Path path) {
    return HoconFile.of(path, text(path, path.toString(), "there is no such file"), null);
  }

  /**
   * A file that another includes.
   *
   * @param kind how it is included: nothing, {@code file}, {@code url} or {@code classpath}
   * @param place of the line that includes it
   * @throws ConfigurationException if it cannot be read, or is no file
   */
  HoconFile included(HoconFile by, String kind, String name, String place) {
    String shown = kind.isEmpty() ? "\"" + name + "\"" : kind + "(\"" + name + "\")";
    if (by.path() == null) {
      throw new ConfigurationException(place, "an option includes no files; do that in a file");
    }
    boolean isUrl = name.matches("[A-Za-z][A-Za-z0-9+.-]+://.*");
    if (isUrl || !kind.isEmpty() && !kind.equals("file")) {
      throw new ConfigurationException(
          place,
          "include "
              + shown
              + " must name a file, so that the sweep stays what it is; copy it beside this one and"
              + " say include \"NAME\"");
    }
    Path folder = by.path().toAbsolutePath().getParent();
    boolean isBeside = kind.isEmpty() && folder != null && Files.isRegularFile(by.path());
    Path path = isBeside ? by.path().resolveSibling(name) : Path.of(name);
    for (HoconFile above = by; above != null; above = above.includedBy()) {
      if (above.path().toAbsolutePath().normalize().equals(path.toAbsolutePath().normalize())) {
        throw new ConfigurationException(
            place, "include " + shown + " includes itself; remove one of the includes");
      }
    }
    String missing =
        "include "
            + shown
            + ": there is no such file "
            + (isBeside ? "beside the one that includes it" : "as " + path.toAbsolutePath());
    return HoconFile.of(path, text(path, place, missing), by);
  }

  private String text(Path path, String place, String missing) {
    String known = texts.get(path);
    if (known != null) {
      return known;
    }
    String trouble =
        !Files.exists(path)
            ? missing + "; check the path"
            : Files.isDirectory(path)
                ? "is a folder; name a file in it"
                : "cannot be read; check its permissions";
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new ConfigurationException(place, trouble);
    }
    String text = decoded(bytes(path, place), place);
    texts.put(path, text);
    return text;
  }

  private static byte[] bytes(Path path, String place) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigurationException(
            place,
            "must have at most "
                + (MOST_BYTES >> 20)
                + " MiB of text; name a file that holds a sweep");
      }
      return bytes;
    } catch (IOException e) {
      throw new ConfigurationException(place, "cannot be read: " + e.getMessage());
    }
  }

  private static String decoded(byte[] bytes, String place) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(place, "must be text in UTF-8; save it as that");
    }
  }
}
