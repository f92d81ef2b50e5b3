// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.metric.image.ImageClassifier;

/**
 * A folder of grey images in four IDX files by MNIST's names, each plain or with {@code .gz}. Each
 * part is read once a JVM, by whoever asks first, and kept as long as memory allows; files that are
 * exchanged meanwhile are not looked at again.
 *
 * @param name absolute, or {@value #DIGITS}
 */
public record ImageFolder(String name) implements Serializable {
  /** The set that ships with this library: 2,000 digits of MNIST, and 500 to test with. */
  public static final String DIGITS = "digits";

  /** Labels are 0 to 9. */
  public static final int CLASSES = 10;

  private static final String PACKED = ".gz";
  private static final int IMAGE_DIMENSIONS = 3;
  private static final FileOpener FILES = opener();
  private static final Map<Part, ImageSize> SIZES = new ConcurrentHashMap<>();
  private static final Map<ImageFolder, String> HASHES = new ConcurrentHashMap<>();
  private static final Map<Part, SoftReference<ImageSet>> SETS = new ConcurrentHashMap<>();
  private static final Map<ImageFolder, Optional<ClassifierFile>> CLASSIFIERS =
      new ConcurrentHashMap<>();

  private record Part(ImageFolder folder, ImagePart part) {}

  /**
   * The folder of a user's name for it.
   *
   * @throws IllegalArgumentException saying why it is no name of a folder
   */
  public static ImageFolder of(String given) {
    return new ImageFolder(given.equals(DIGITS) ? DIGITS : FILES.absolute(given));
  }

  /**
   * How many images a part has, and of how many pixels; does not read them.
   *
   * @throws DataException if the file is not there or is no such file
   */
  public ImageSize size(ImagePart part) {
    return SIZES.computeIfAbsent(new Part(this, part), it -> head(part));
  }

  /**
   * SHA-256 in hex of the four unpacked files, one after the other: training images and labels,
   * then those to test with.
   *
   * @throws DataException as {@link #read} does, and if the parts' images differ in size
   */
  public String sha256() {
    return HASHES.computeIfAbsent(this, ImageFolder::hash);
  }

  private String hash() {
    ImageSize training = size(ImagePart.TRAINING);
    ImageSize test = size(ImagePart.TEST);
    if (training.height() != test.height() || training.width() != test.width()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s must have images of one size, got %d x %d pixels to train with and %d x %d to"
                  + " test with",
              name,
              training.height(),
              training.width(),
              test.height(),
              test.width()),
          null);
    }
    MessageDigest digest = Idx.sha256Digest();
    for (ImagePart part : ImagePart.values()) {
      read(part).update(digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * A part's images with their labels.
   *
   * @throws DataException naming the file and what is wrong with it
   */
  public ImageSet read(ImagePart part) {
    ImageSet[] set = new ImageSet[1];
    SETS.compute(
        new Part(this, part),
        (key, kept) -> {
          set[0] = kept == null ? null : kept.get();
          if (set[0] != null) {
            return kept;
          }
          set[0] = load(part);
          return new SoftReference<>(set[0]);
        });
    return set[0];
  }

  private ImageSize head(ImagePart part) {
    return withFile(
        part.images(),
        (file, in) -> {
          int[] sizes = Idx.sizes(file, in, IMAGE_DIMENSIONS);
          return new ImageSize(sizes[0], sizes[1], sizes[2]);
        });
  }

  private ImageSet load(ImagePart part) {
    Idx images = withFile(part.images(), (file, in) -> Idx.read(file, in, IMAGE_DIMENSIONS));
    Idx labels = withFile(part.labels(), (file, in) -> Idx.read(file, in, 1));
    try {
      return ImageSet.of(name, images, labels, CLASSES);
    } catch (IOException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /**
   * What tells the class of an image: the file {@value ClassifierFile#NAME} of the folder, or the
   * one that ships with this library if it learned from the same images; else none.
   *
   * @throws DataException if the folder's file is damaged, or learned from other images
   */
  public Optional<ClassifierFile> classifier() {
    Optional<ClassifierFile> known = CLASSIFIERS.get(this);
    if (known == null) {
      // Not computed within the map, since one folder may ask for another's.
      known = findClassifier();
      CLASSIFIERS.put(this, known);
    }
    return known;
  }

  private Optional<ClassifierFile> findClassifier() {
    try (InputStream in = open(ClassifierFile.NAME)) {
      ClassifierFile file = ClassifierFile.of(in.readAllBytes());
      if (!name.equals(DIGITS) && !file.data().equals(sha256())) {
        throw new IOException("it learned from other images than the folder has");
      }
      requireForm(file.classifier().form());
      return Optional.of(file);
    } catch (FileNotFoundException e) {
      return name.equals(DIGITS)
          ? Optional.empty()
          : new ImageFolder(DIGITS).classifier().filter(file -> file.data().equals(sha256()));
    } catch (IOException e) {
      throw new DataException(
          place(ClassifierFile.NAME)
              + " is no classifier of these images: "
              + e.getMessage()
              + "; remove it, or train it: deploy/saddlepoint classifier "
              + name,
          e);
    }
  }

  /** Some sides have as many parameters as others, so that the file alone does not tell. */
  private void requireForm(ImageClassifier.Form form) throws IOException {
    ImageSize size = size(ImagePart.TRAINING);
    if (form.height() != size.height()
        || form.width() != size.width()
        || form.classes() != CLASSES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it must tell %d classes of %d x %d pixels, got %d of %d x %d",
              CLASSES,
              size.height(),
              size.width(),
              form.classes(),
              form.height(),
              form.width()));
    }
  }

  private interface Reading<T> {
    T of(String file, InputStream in) throws IOException;
  }

  private <T> T withFile(String file, Reading<T> reading) {
    try {
      try (InputStream in = open(file)) {
        return reading.of(place(file), in);
      } catch (FileNotFoundException e) {
        try (InputStream in = open(file + PACKED)) {
          return reading.of(place(file + PACKED), in);
        }
      }
    } catch (FileNotFoundException e) {
      throw new DataException(
          place(file)
              + " is not there, nor with "
              + PACKED
              + "; give a folder of IDX files by the names of MNIST's, or "
              + DIGITS
              + " for those that ship with this",
          e);
    } catch (IOException e) {
      String what = String.valueOf(e.getMessage());
      throw new DataException(
          what.startsWith(place(file)) ? what : place(file) + " cannot be read: " + what, e);
    }
  }

  private String place(String file) {
    return name + "/" + file;
  }

  private InputStream open(String file) throws IOException {
    if (!name.equals(DIGITS)) {
      return FILES.open(name, file);
    }
    InputStream in = ImageFolder.class.getResourceAsStream(DIGITS + "/" + file);
    if (in == null) {
      throw new FileNotFoundException(file);
    }
    return in;
  }

  private static FileOpener opener() {
    Iterator<FileOpener> found =
        ServiceLoader.load(FileOpener.class, FileOpener.class.getClassLoader()).iterator();
    return found.hasNext() ? found.next() : new LocalFiles();
  }
}
