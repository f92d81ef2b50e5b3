// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.security.SecureRandom;
import java.util.HexFormat;
import saddlepoint.provenance.Provenance;

/**
 * One process that writes tables.
 *
 * @param id different for any two drivers: host, process and a random number
 */
public record Driver(String id) {
  private static final int RANDOM_BYTES = 4;

  /** The driver of this process, another one at every call. */
  public static Driver create() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String host = Provenance.here().host().replaceAll("[^A-Za-z0-9.-]", "-");
    return new Driver(
        host + "-" + ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(random));
  }
}
