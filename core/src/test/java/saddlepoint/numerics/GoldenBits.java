// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of the bits of floats, in big-endian order; every NaN counts alike. */
public final class GoldenBits {

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(4096);

  public GoldenBits() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public void add(float value) {
    if (!buffer.hasRemaining()) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    buffer.putInt(Float.floatToIntBits(value));
  }

  public String hex() {
    digest.update(buffer.flip());
    return HexFormat.of().formatHex(digest.digest());
  }
}
