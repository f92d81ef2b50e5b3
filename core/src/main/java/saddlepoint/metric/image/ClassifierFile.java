// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A trained classifier as a file: what it learned from, how well, and its parameters, big-endian.
 */
public final class ClassifierFile {
  /** Name in a folder of images. */
  public static final String NAME = "classifier.bin";

  private static final int MAGIC = 0x53504331;
  private static final int MOST_PARAMETERS = 1 << 24;

  private final ImageClassifier classifier;
  private final String data;
  private final double accuracy;
  private final String sha256;

  /**
   * A file to be.
   *
   * @param classifier of the images
   * @param data SHA-256 of the images that it learned from, as rows of tables have it
   * @param accuracy share of the images to test with whose class it tells
   */
  public ClassifierFile(ImageClassifier classifier, String data, double accuracy) {
    this.classifier = classifier;
    this.data = data;
    this.accuracy = accuracy;
    sha256 = hash(bytes());
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Of the images. */
  public ImageClassifier classifier() {
    return classifier;
  }

  /** SHA-256 of the images that it learned from, in hex. */
  public String data() {
    return data;
  }

  /** Share of the images to test with whose class it tells, 0 to 1. */
  public double accuracy() {
    return accuracy;
  }

  /** SHA-256 of the file, in hex: by it rows of tables tell who judged them. */
  public String sha256() {
    return sha256;
  }

  /**
   * Reads a file.
   *
   * @param bytes of the whole file
   * @throws IOException saying what is wrong with it
   */
  public static ClassifierFile of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new IOException(
            String.format(Locale.ROOT, "it must begin with %08x, got %08x", MAGIC, magic));
      }
      ImageClassifier.Form form =
          new ImageClassifier.Form(
              in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
      String data = in.readUTF();
      double accuracy = in.readDouble();
      int count = in.readInt();
      if (count < 0 || count > MOST_PARAMETERS || in.available() != count * Float.BYTES) {
        throw new IOException(
            "it must have 4 bytes for each of "
                + count
                + " parameters, got "
                + in.available()
                + " bytes");
      }
      float[] parameters = new float[count];
      for (int i = 0; i < count; i++) {
        parameters[i] = in.readFloat();
        if (!Float.isFinite(parameters[i])) {
          throw new IOException("its parameters must be finite, got " + parameters[i]);
        }
      }
      return new ClassifierFile(new ImageClassifier(form, parameters), data, accuracy);
    } catch (EOFException e) {
      throw new IOException("it ends within its head, after " + bytes.length + " bytes", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The whole file. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      ImageClassifier.Form form = classifier.form();
      out.writeInt(MAGIC);
      out.writeInt(form.height());
      out.writeInt(form.width());
      out.writeInt(form.first());
      out.writeInt(form.second());
      out.writeInt(form.features());
      out.writeInt(form.classes());
      out.writeUTF(data);
      out.writeDouble(accuracy);
      float[] parameters = classifier.parameters();
      out.writeInt(parameters.length);
      for (float parameter : parameters) {
        out.writeFloat(parameter);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
