// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's {@code .npz}, a zip of arrays in its format {@code .npy} 1.0, as its documentation has
 * it: {@code numpy.lib.format}. Nothing in it is compressed and all is of one time, so that equal
 * contents are equal bytes.
 */
public final class Npz implements Closeable {
  /**
   * The time of every entry; not the first that a zip can tell, which Java takes for an earlier one
   * and writes down a second time by the zone of this machine.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int PIECE = 1 << 14;
  private static final String FLOATS = "<f4";
  private static final String INTEGERS = "<i4";
  private static final String ARRAY = ".npy";

  private final ZipOutputStream zip;
  private final ByteBuffer piece =
      ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes to a stream, which is closed with this. */
  public Npz(OutputStream out) {
    zip = new ZipOutputStream(out);
  }

  /**
   * Adds an array of floats.
   *
   * @param name without {@code .npy}
   * @param values from which it is taken
   * @param from index of its first number in them
   * @param shape of the array; none for a single number
   */
  public void floats(String name, float[] values, int from, int... shape) throws IOException {
    array(
        name,
        header(FLOATS, shape),
        count(shape),
        (index, to) -> to.putFloat(values[from + index]));
  }

  /**
   * Adds an array of integers.
   *
   * @param name without {@code .npy}
   * @param shape of the array; none for a single number
   */
  public void integers(String name, int[] values, int... shape) throws IOException {
    array(name, header(INTEGERS, shape), count(shape), (index, to) -> to.putInt(values[index]));
  }

  /** Adds bytes as they are, which NumPy gives back as bytes. */
  public void bytes(String name, byte[] content) throws IOException {
    put(zip, name, content);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Adds an entry to a zip as all are added: as it is, under the one time. */
  public static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    zip.putNextEntry(entry(name, content.length, crc));
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * All entries of a zip by name, as they are.
   *
   * @throws IOException if it is none, or damaged
   */
  static Map<String, byte[]> read(byte[] npz) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(npz), UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /**
   * Reads an array of floats that was written here.
   *
   * @param entries of its file
   * @param name without {@code .npy}
   * @param into which it is read
   * @param from index of its first number there
   * @param shape that it must have
   * @throws IOException if there is no such array
   */
  static void floats(Map<String, byte[]> entries, String name, float[] into, int from, int... shape)
      throws IOException {
    byte[] content = entries.get(name + ARRAY);
    byte[] header = header(FLOATS, shape);
    int bytes = Math.multiplyExact(count(shape), Float.BYTES);
    if (content == null
        || content.length != header.length + bytes
        || !Arrays.equals(header, 0, header.length, content, 0, header.length)) {
      throw new IOException("has no array " + name + " of float32 " + text(shape));
    }
    ByteBuffer.wrap(content, header.length, bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(into, from, bytes / Float.BYTES);
  }

  /** Puts a number of an array into a buffer. */
  private interface Element {
    void put(int index, ByteBuffer to);
  }

  /** Twice over the numbers, since a zip has their checksum first and they may fill the memory. */
  private void array(String name, byte[] header, int count, Element element) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(header);
    pieces(count, element, length -> crc.update(piece.array(), 0, length));
    zip.putNextEntry(entry(name + ARRAY, header.length + (long) count * Float.BYTES, crc));
    zip.write(header);
    pieces(count, element, length -> zip.write(piece.array(), 0, length));
    zip.closeEntry();
  }

  /** Takes what is in the buffer. */
  private interface Taker {
    void take(int length) throws IOException;
  }

  private void pieces(int count, Element element, Taker taker) throws IOException {
    for (int from = 0; from < count; from += PIECE) {
      piece.clear();
      for (int index = from; index < Math.min(count, from + PIECE); index++) {
        element.put(index, piece);
      }
      taker.take(piece.position());
    }
  }

  private static ZipEntry entry(String name, long size, CRC32 crc) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static int count(int... shape) {
    int count = 1;
    for (int length : shape) {
      count = Math.multiplyExact(count, length);
    }
    return count;
  }

  /** The magic, the length of what follows, and a dictionary that ends a multiple of 64 bytes. */
  private static byte[] header(String type, int... shape) {
    String dictionary =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + text(shape) + ", }";
    int before = MAGIC.length + Short.BYTES;
    int unpadded = before + dictionary.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = dictionary + " ".repeat(length - unpadded) + "\n";
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (length - before))
        .put(padded.getBytes(ISO_8859_1))
        .array();
  }

  /** As Python has a tuple. */
  private static String text(int... shape) {
    String lengths =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return shape.length == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
  }
}
