// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Checkpoints.UnfitException;

/**
 * A checkpoint as a file: what a training wrote, then its length and its SHA-256. So a file that
 * was cut short or changed is known before anything in it is believed.
 */
final class CheckpointFile {
  private static final int BUFFER = 1 << 18;

  private CheckpointFile() {}

  /** Writes all of a checkpoint. */
  static void write(OutputStream to, Checkpoints.Content content) throws IOException {
    MessageDigest sha256 = Digests.digest();
    Counted counted = new Counted(new DigestOutputStream(to, sha256));
    BufferedOutputStream out = new BufferedOutputStream(counted, BUFFER);
    content.writeTo(out);
    out.flush();
    byte[] digest = sha256.digest();
    DataOutputStream trailer = new DataOutputStream(to);
    trailer.writeLong(counted.bytes);
    trailer.write(digest);
    trailer.flush();
  }

  /**
   * Reads a checkpoint that is whole.
   *
   * @throws UnfitException if it is not
   */
  static <T> T read(Storage storage, FileStatus file, Checkpoints.Reading<T> reading)
      throws IOException {
    long length = file.getLen() - trailer();
    if (length < 0) {
      throw damaged();
    }
    try (InputStream in = storage.open(file.getPath())) {
      requireWhole(in, length);
    }
    try (InputStream in = storage.open(file.getPath())) {
      return reading.from(new BufferedInputStream(new Bounded(in, length), BUFFER));
    }
  }

  private static void requireWhole(InputStream from, long length) throws IOException {
    MessageDigest sha256 = Digests.digest();
    DataInputStream in = new DataInputStream(new BufferedInputStream(from, BUFFER));
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw damaged();
      }
      sha256.update(buffer, 0, count);
      left -= count;
    }
    boolean isWhole =
        in.readLong() == length
            && Arrays.equals(in.readNBytes(sha256.getDigestLength()), sha256.digest())
            && in.read() < 0;
    if (!isWhole) {
      throw damaged();
    }
  }

  private static int trailer() {
    return Long.BYTES + Digests.digest().getDigestLength();
  }

  private static UnfitException damaged() {
    return new UnfitException("is damaged");
  }

  /** Counts what is written. */
  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int start, int length) throws IOException {
      out.write(buffer, start, length);
      bytes += length;
    }
  }

  /** The first bytes of a stream. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      int value = left > 0 ? super.read() : -1;
      left -= value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(buffer, start, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
