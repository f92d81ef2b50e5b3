// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How many columns a terminal has. Java does not know: {@code stty} is asked about the terminal
 * that controls this process, whatever its streams are connected to. Thread safe.
 */
final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int SECONDS = 2;
  private static final File TERMINAL = new File("/dev/tty");

  private final String given;
  private int width;

  /**
   * A width that is asked for when it is wanted.
   *
   * @param columns what the variable COLUMNS says, or null
   */
  TerminalWidth(String columns) {
    given = columns;
  }

  /** At least 10. */
  synchronized int get() {
    if (width == 0) {
      width = columns(given).orElseGet(() -> asked().orElse(USUAL));
    }
    return width;
  }

  /** The terminal was made wider or narrower. */
  synchronized void changed() {
    width = 0;
  }

  private static OptionalInt columns(String text) {
    return text != null && text.matches("[1-9]\\d{1,3}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static OptionalInt asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(TERMINAL)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream out = stty.getInputStream()) {
        if (!stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
          stty.destroyForcibly();
          return OptionalInt.empty();
        }
        // Rows and columns; both are 0 where nobody has told them.
        String size = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        return columns(size.substring(size.indexOf(' ') + 1));
      }
    } catch (IOException e) {
      // There is no terminal, or no stty.
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
