// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ClassifierFileTest {
  private static final ImageClassifier.Form FORM = new ImageClassifier.Form(13, 13, 1, 1, 1, 2);
  private static final int PARAMETERS = 58;
  private static final String DATA = "b2d8";

  /** Magic, six sizes, the data's hash with its length, accuracy and the number of parameters. */
  private static final int HEAD = 4 + 6 * 4 + 2 + 4 + 8 + 4;

  private final ClassifierFile file =
      new ClassifierFile(RandomNumbers.classifier(FORM, 1), DATA, 0.75);

  private ByteBuffer damaged() {
    return ByteBuffer.wrap(file.bytes());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] bytes = file.bytes();
    assertThat(bytes).hasSize(HEAD + 4 * PARAMETERS);

    ClassifierFile read = ClassifierFile.of(bytes);

    assertThat(read.classifier().form()).isEqualTo(FORM);
    assertThat(read.classifier().parameters()).isEqualTo(file.classifier().parameters());
    assertThat(read.data()).isEqualTo(DATA);
    assertThat(read.accuracy()).isEqualTo(0.75);
    assertThat(read.bytes()).isEqualTo(bytes);
    assertThat(read.sha256()).isEqualTo(file.sha256()).hasSize(64);
  }

  @Test
  void eachParameterHasAPartInTheHash() {
    Set<String> hashes = new HashSet<>();
    hashes.add(file.sha256());
    for (int i = 0; i < PARAMETERS; i++) {
      float[] others = file.classifier().parameters();
      others[i] = Math.nextUp(others[i]);
      hashes.add(new ClassifierFile(new ImageClassifier(FORM, others), DATA, 0.75).sha256());
    }
    hashes.add(new ClassifierFile(file.classifier(), "b2d9", 0.75).sha256());
    hashes.add(new ClassifierFile(file.classifier(), DATA, 0.5).sha256());

    assertThat(hashes).hasSize(PARAMETERS + 3);
  }

  @Test
  void aFileThatEndsEarlySaysSo() {
    byte[] bytes = file.bytes();
    for (int length = 0; length < HEAD; length++) {
      assertMessage(
          Arrays.copyOf(bytes, length), "it ends within its head, after " + length + " bytes");
    }
    for (int length = HEAD; length < bytes.length; length++) {
      assertMessage(
          Arrays.copyOf(bytes, length),
          "it must have 4 bytes for each of 58 parameters, got " + (length - HEAD) + " bytes");
    }
  }

  @Test
  void aFileThatDoesNotEndSaysSo() {
    assertMessage(
        Arrays.copyOf(file.bytes(), HEAD + 4 * PARAMETERS + 1),
        "it must have 4 bytes for each of 58 parameters, got 233 bytes");
  }

  @Test
  void anotherFileIsToldByItsBeginning() {
    assertMessage(
        damaged().putInt(0, 0x1f8b0800).array(), "it must begin with 53504331, got 1f8b0800");
  }

  @Test
  void absurdSizesAreRefused() {
    assertMessage(
        damaged().putInt(4, 0).array(), "images must have sides of at least 13 pixels, got 0 x 13");
    assertMessage(
        damaged().putInt(8, Integer.MIN_VALUE).array(),
        "images must have sides of at least 13 pixels, got 13 x -2147483648");
    assertMessage(damaged().putInt(12, 0).array(), "convolutions need channels, got 0 and 1");
    assertMessage(damaged().putInt(16, -1).array(), "convolutions need channels, got 1 and -1");
    assertMessage(
        damaged().putInt(20, 0).array(),
        "a classifier needs features and two classes, got 0 and 2");
    assertMessage(
        damaged().putInt(24, 1).array(),
        "a classifier needs features and two classes, got 1 and 1");
    assertMessage(
        damaged().putInt(24, 3).array(), "a classifier of this form has 60 parameters, got 58");
    for (int at = 4; at < 28; at += 4) {
      assertThatThrownBy(readingWith(at, Integer.MAX_VALUE))
          .as("at %d", at)
          .isExactlyInstanceOf(IOException.class)
          .hasMessageMatching(
              "a classifier of this form has \\d+ parameters, got 58"
                  + "|images must have sides of at most 128 pixels, got .*2147483647.*");
    }
    for (int count : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30}) {
      assertMessage(
          damaged().putInt(HEAD - 4, count).array(),
          "it must have 4 bytes for each of " + count + " parameters, got 232 bytes");
    }
  }

  private ThrowingCallable readingWith(int at, int size) {
    return () -> ClassifierFile.of(damaged().putInt(at, size).array());
  }

  /** With one of them it would find every generator collapsed. */
  @Test
  void parametersAreNumbers() {
    for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertMessage(
          damaged().putFloat(HEAD + 4 * (PARAMETERS - 1), number).array(),
          "its parameters must be finite, got " + number);
    }
  }

  /** Its length does not fit the rest, or its characters are none. */
  @Test
  void aDamagedHashIsRefused() {
    assertMessage(
        damaged().putShort(28, (short) -1).array(), "it ends within its head, after 278 bytes");
    assertMessage(damaged().put(30, (byte) 0xff).array(), "malformed input around byte 0");
  }

  private static void assertMessage(byte[] bytes, String message) {
    assertThatThrownBy(() -> ClassifierFile.of(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
