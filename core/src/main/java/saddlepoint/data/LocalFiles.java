// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of this machine. */
final class LocalFiles implements FileOpener {
  @Override
  public String absolute(String folder) {
    return Path.of(folder).toAbsolutePath().normalize().toString();
  }

  @Override
  public InputStream open(String folder, String file) throws IOException {
    Path path = Path.of(folder, file);
    try {
      return Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw (IOException) new FileNotFoundException(path + " is not there").initCause(e);
    }
  }
}
