// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the format IDX, which MNIST was published in: two zero bytes, the
 * type, the number of dimensions, each dimension's size in four bytes, the greatest first, then the
 * values, the last dimension fastest (LeCun and Cortes, the MNIST database). The arrays are not
 * copied.
 *
 * @param sizes of the dimensions, each 0 or more
 * @param values as many as the product of the sizes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Idx(int[] sizes, byte[] values) {
  private static final int UNSIGNED_BYTES = 8;
  private static final int GZIP = 0x1f8b;
  private static final int BYTE = 0xff;

  /**
   * Reads a file, plain or gzipped.
   *
   * @param name of the file, for messages
   * @param file read to its end, not closed
   * @param dimensions that it must have
   * @throws IOException naming the file and what is wrong with it
   */
  public static Idx read(String name, InputStream file, int dimensions) throws IOException {
    return named(name, () -> read(unpacked(file), dimensions));
  }

  /**
   * Reads the sizes of a file's dimensions, and not its values.
   *
   * @param name of the file, for messages
   * @param file not closed
   * @param dimensions that it must have
   * @throws IOException naming the file and what is wrong with it
   */
  static int[] sizes(String name, InputStream file, int dimensions) throws IOException {
    return named(name, () -> head(unpacked(file), dimensions));
  }

  /** SHA-256 of the unpacked file, in hex. */
  public String sha256() {
    MessageDigest digest = sha256Digest();
    digest.update(head(sizes));
    return HexFormat.of().formatHex(digest.digest(values));
  }

  private interface Reading<T> {
    T now() throws IOException;
  }

  private static <T> T named(String name, Reading<T> reading) throws IOException {
    try {
      return reading.now();
    } catch (EOFException | ZipException | FormatException e) {
      String what = e instanceof FormatException ? e.getMessage() : "is damaged: " + e.getMessage();
      throw new IOException(name + " " + what, e);
    }
  }

  private static InputStream unpacked(InputStream file) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file);
    buffered.mark(2);
    int magic = buffered.read() << Byte.SIZE | buffered.read();
    buffered.reset();
    return magic == GZIP ? new GZIPInputStream(buffered) : buffered;
  }

  private static Idx read(InputStream in, int dimensions) throws IOException {
    int[] sizes = head(in, dimensions);
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    byte[] values = in.readNBytes(count);
    if (values.length < count) {
      throw new FormatException(
          "ends after " + values.length + " of " + count + " values; fetch it again");
    }
    if (in.read() >= 0) {
      throw new FormatException("goes on after its " + count + " values; fetch it again");
    }
    return new Idx(sizes, values);
  }

  /** The sizes of the dimensions, whose product an array of Java's can hold. */
  private static int[] head(InputStream in, int dimensions) throws IOException {
    byte[] head = in.readNBytes(Integer.BYTES);
    if (head.length < Integer.BYTES || head[0] != 0 || head[1] != 0) {
      throw new FormatException(
          "must be an IDX file and begin with two zero bytes, got "
              + HexFormat.of().formatHex(head));
    }
    if (head[2] != UNSIGNED_BYTES) {
      throw new FormatException(
          "must hold unsigned bytes, type 8 of IDX, got type " + (head[2] & BYTE));
    }
    if (head[3] != dimensions) {
      throw new FormatException("must have " + dimensions + " dimensions, got " + (head[3] & BYTE));
    }
    int[] sizes = new int[dimensions];
    long count = 1;
    for (int i = 0; i < dimensions; i++) {
      byte[] size = in.readNBytes(Integer.BYTES);
      if (size.length < Integer.BYTES) {
        throw new FormatException("ends before the sizes of its dimensions; fetch it again");
      }
      sizes[i] =
          (size[0] & BYTE) << 24
              | (size[1] & BYTE) << 16
              | (size[2] & BYTE) << Byte.SIZE
              | size[3] & BYTE;
      count = sizes[i] < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * sizes[i];
    }
    if (count > Integer.MAX_VALUE - Byte.SIZE) {
      throw new FormatException(
          "has the sizes "
              + Arrays.toString(sizes)
              + " (of 32 bits), and its values must fit into an array of Java's");
    }
    return sizes;
  }

  /** The head of a file with such sizes. */
  static byte[] head(int... sizes) {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES * (1 + sizes.length));
    head.putInt(UNSIGNED_BYTES << Byte.SIZE | sizes.length);
    for (int size : sizes) {
      head.putInt(size);
    }
    return head.array();
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Says what is wrong with a file, without its name. */
  private static final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }
}
