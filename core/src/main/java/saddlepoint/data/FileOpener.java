// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * Opens files wherever a sweep's machines read them. Found by {@link java.util.ServiceLoader};
 * without one, files are local.
 */
public interface FileOpener {
  /**
   * A folder by a name that means the same in every process of a sweep.
   *
   * @param folder as a user gives it, perhaps relative to where they are
   * @throws IllegalArgumentException saying why it is no name of a folder
   */
  String absolute(String folder);

  /**
   * Opens a file.
   *
   * @param folder a name that {@link #absolute} gave
   * @param file its name in the folder
   * @throws java.io.FileNotFoundException if there is none
   * @throws IOException if it cannot be read
   */
  InputStream open(String folder, String file) throws IOException;
}
