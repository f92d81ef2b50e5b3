// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.ImageData;

class ImageFolderTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir private Path folder;

  private void write(int rows, int height, int width, byte[] labels) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + rows * height * width);
    images.putInt(0x803).putInt(rows).putInt(height).putInt(width);
    Files.write(folder.resolve(IMAGES), images.array());
    ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
    file.putInt(0x801).putInt(labels.length).put(labels);
    Files.write(folder.resolve(LABELS), file.array());
  }

  private ImageFolder given() {
    return ImageFolder.of(folder.toString());
  }

  @Test
  void digitsShipWithTheLibrary() {
    ImageFolder digits = ImageFolder.of("digits");

    assertThat(digits.size(ImagePart.TRAINING)).isEqualTo(new ImageSize(2000, 28, 28));
    assertThat(digits.size(ImagePart.TEST)).isEqualTo(new ImageSize(500, 28, 28));
    assertThat(digits.sha256())
        .as("cat of the four files | sha256sum")
        .isEqualTo("25b79bcd1ef029dc18acaa794dcaf59c2adac80d1b779f450adce9f339d2f019");
    ImageSet set = digits.read(ImagePart.TEST);
    assertThat(set.rows()).isEqualTo(500);
    assertThat(new ImageFolder("digits").read(ImagePart.TEST)).as("read once").isSameAs(set);
  }

  @Test
  void aFolderIsNamedAbsolutelyWhereverItIsGivenFrom() {
    assertThat(ImageFolder.of("some/where").name())
        .isEqualTo(Path.of("some", "where").toAbsolutePath().toString());
    assertThat(ImageFolder.of("./digits").name())
        .isEqualTo(Path.of("digits").toAbsolutePath().toString());
  }

  @Test
  void theSizeIsToldWithoutReadingTheImages() throws IOException {
    write(3, 2, 2, new byte[3]);
    Files.delete(folder.resolve(LABELS));
    Files.write(
        folder.resolve(IMAGES), Arrays.copyOf(Files.readAllBytes(folder.resolve(IMAGES)), 16));

    assertThat(given().size(ImagePart.TRAINING)).isEqualTo(new ImageSize(3, 2, 2));
  }

  @Test
  void messages() throws IOException {
    String missing =
        " is not there, nor with .gz; give a folder of IDX files by the names of MNIST's, or digits"
            + " for those that ship with this";
    assertMessage(folder.resolve(IMAGES) + missing);

    write(3, 2, 2, new byte[3]);
    Files.delete(folder.resolve(LABELS));
    assertMessage(folder.resolve(LABELS) + missing);

    write(3, 2, 2, new byte[2]);
    assertMessage(
        folder
            + " must have a label for each image, got 3 images and 2 labels; fetch both files"
            + " again");

    write(3, 2, 2, new byte[] {1, 10, 2});
    assertMessage(folder + " must have labels from 0 to 9, got 10 at image 1, counted from 0");

    write(3, 2, 2, new byte[3]);
    Path images = folder.resolve(IMAGES);
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 20));
    assertMessage(images + " ends after 4 of 12 values; fetch it again");

    Files.delete(images);
    Files.createDirectory(images);
    assertMessage(images + " cannot be read: Is a directory");
  }

  @Test
  void bothPartsHaveImagesOfOneSize() throws IOException {
    write(3, 2, 2, new byte[3]);
    Files.copy(folder.resolve(LABELS), folder.resolve(LABELS.replace("train", "t10k")));
    ByteBuffer test = ByteBuffer.allocate(16 + 9).putInt(0x803).putInt(1).putInt(3).putInt(3);
    Files.write(folder.resolve(IMAGES.replace("train", "t10k")), test.array());

    assertThatThrownBy(() -> given().sha256())
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + " must have images of one size, got 2 x 2 pixels to train with and 3 x 3 to test"
                + " with");
  }

  @Test
  void theClassifierOfDigitsShipsWithTheLibrary() {
    ImageFolder digits = ImageFolder.of("digits");

    ClassifierFile file = digits.classifier().orElseThrow();

    assertThat(file.accuracy()).isGreaterThan(0.99);
    assertThat(ImageData.labelled(digits, ImagePart.TEST).accuracy(file.classifier()))
        .isGreaterThanOrEqualTo(0.985);
    assertThat(digits.classifier().orElseThrow()).as("read once").isSameAs(file);
  }

  @Test
  void aFolderMayHaveAClassifierOfItsImages() throws IOException {
    writeBothParts(13);
    assertThat(given().classifier()).as("others learned from other images").isEmpty();
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String file : List.of(IMAGES, LABELS, test(IMAGES), test(LABELS))) {
      Files.copy(folder.resolve(file), other.resolve(file));
    }

    ImageFolder it = ImageFolder.of(other.toString());
    byte[] written = classifier(13, it.sha256());
    Files.write(other.resolve(ClassifierFile.NAME), written);

    assertThat(it.classifier().orElseThrow().bytes()).isEqualTo(written);
  }

  @Test
  void messagesAboutClassifiers() throws IOException {
    writeBothParts(13);
    assertClassifierMessage(new byte[0], "it ends within its head, after 0 bytes");
    byte[] whole = classifier(13, given().sha256());
    assertClassifierMessage(
        Arrays.copyOf(whole, whole.length - 1),
        "it must have 4 bytes for each of 74 parameters, got 295 bytes");
    assertClassifierMessage(
        classifier(13, ImageFolder.of("digits").sha256()),
        "it learned from other images than the folder has");
    assertClassifierMessage(
        classifier(14, given().sha256()),
        "it must tell 10 classes of 13 x 13 pixels, got 10 of 14 x 14");

    Path file = folder.resolve(ClassifierFile.NAME);
    Files.delete(file);
    Files.createDirectory(file);
    assertClassifierMessage("Is a directory");
  }

  private void writeBothParts(int side) throws IOException {
    write(3, side, side, new byte[] {0, 1, 2});
    for (String file : List.of(IMAGES, LABELS)) {
      Files.copy(folder.resolve(file), folder.resolve(test(file)));
    }
  }

  private static String test(String file) {
    return file.replace("train", "t10k");
  }

  private static byte[] classifier(int side, String data) {
    ImageClassifier.Form form = new ImageClassifier.Form(side, side, 1, 1, 1, 10);
    ImageClassifier classifier = new ImageClassifier(form, new float[form.parameters()]);
    return new ClassifierFile(classifier, data, 0.1).bytes();
  }

  private void assertClassifierMessage(byte[] bytes, String what) throws IOException {
    Files.write(folder.resolve(ClassifierFile.NAME), bytes);
    assertClassifierMessage(what);
  }

  private void assertClassifierMessage(String what) {
    assertThatThrownBy(() -> given().classifier())
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve(ClassifierFile.NAME)
                + " is no classifier of these images: "
                + what
                + "; remove it, or train it: deploy/saddlepoint classifier "
                + folder);
  }

  private void assertMessage(String message) {
    assertThatThrownBy(() -> given().read(ImagePart.TRAINING))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }
}
