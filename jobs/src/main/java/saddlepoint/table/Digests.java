// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Checksums of a file's whole content.
 *
 * @param bytes how many it has
 * @param crc32c CRC-32C (Castagnoli) in 8 hexadecimal digits; finds damage, and is nearly free
 * @param sha256 SHA-256 in 64 hexadecimal digits; finds everything; null if it was not asked for
 */
record Digests(long bytes, String crc32c, String sha256) {
  private static final int BUFFER = 1 << 18;

  /** Reads a stream to its end, for the CRC-32C alone. */
  static Digests quick(InputStream in) throws IOException {
    return read(in, null);
  }

  /** Reads a stream to its end. */
  static Digests whole(InputStream in) throws IOException {
    return read(in, digest());
  }

  /** SHA-256 in 64 hexadecimal digits. */
  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  private static Digests read(InputStream in, MessageDigest sha256) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      crc.update(buffer, 0, count);
      if (sha256 != null) {
        sha256.update(buffer, 0, count);
      }
      bytes += count;
    }
    return new Digests(
        bytes,
        HexFormat.of().toHexDigits((int) crc.getValue()),
        sha256 == null ? null : HexFormat.of().formatHex(sha256.digest()));
  }

  /** A SHA-256 of nothing yet. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
