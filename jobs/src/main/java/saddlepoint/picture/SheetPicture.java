// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Arrays;
import saddlepoint.engine.Players;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;

/** Generated images side by side, always of the same noise, as the original lays them out. */
final class SheetPicture implements Kind {

  private final Gan gan;
  private final Pixels pixels;
  private final float[] noise;

  SheetPicture(Gan gan, Pixels pixels, int randomSeed) {
    this.gan = gan;
    this.pixels = pixels;
    int images = pixels.sheet().images();
    noise = new float[images * gan.noise().dimension()];
    new Batches(randomSeed).evaluationNoise(gan.noise(), images, noise);
  }

  @Override
  public Size usualSize() {
    return ImageSheet.usualSize(pixels.sheet());
  }

  @Override
  public ImageSheet at(Film film, int index, Size size) {
    return sheet(film, index, "", size);
  }

  @Override
  public ImageSheet frame(Film film, int index, int number, int count, Size size) {
    return sheet(film, index, Texts.frame(number, count), size);
  }

  private ImageSheet sheet(Film film, int index, String caption, Size size) {
    Players players = ReferencePlayers.of(gan, film.snapshots().get(index));
    boolean isByClass = pixels.sheet().besideReal() && gan.source().hasLabels();
    return new ImageSheet(pixels, isByClass ? byClass(players) : plain(players), caption, size);
  }

  /** Classes one after the other, if there are any. */
  private float[] plain(Players players) {
    int images = pixels.sheet().images();
    int[] labels = new int[images];
    for (int i = 0; i < images && gan.source().hasLabels(); i++) {
      labels[i] = i % gan.source().classes();
    }
    return players.generate(noise, labels, images);
  }

  /** A column for each class, a white one, and columns of real images by their classes. */
  private float[] byClass(Players players) {
    int rows = pixels.sheet().rows();
    int columns = pixels.sheet().columns();
    int classes = gan.source().classes();
    int numbers = gan.source().columns();
    float[] generated = generatedByClass(players, rows, classes);
    float[] real = realByClass(rows, classes);
    float[] all = new float[rows * columns * numbers];
    Arrays.fill(all, (float) pixels.range().white());
    for (int row = 0; row < rows; row++) {
      for (int label = 0; label < classes; label++) {
        int left = (row * columns + label) * numbers;
        System.arraycopy(generated, (row * classes + label) * numbers, all, left, numbers);
        int right = (row * columns + classes + 1 + label) * numbers;
        System.arraycopy(real, (label * rows + row) * numbers, all, right, numbers);
      }
    }
    return all;
  }

  private float[] generatedByClass(Players players, int rows, int classes) {
    int dimension = gan.noise().dimension();
    float[] repeated = new float[rows * classes * dimension];
    int[] labels = new int[rows * classes];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % classes;
      System.arraycopy(noise, i / classes * dimension, repeated, i * dimension, dimension);
    }
    return players.generate(repeated, labels, labels.length);
  }

  /** The first images of the set, sorted by their classes. */
  private float[] realByClass(int rows, int classes) {
    int numbers = gan.source().columns();
    int count = rows * classes;
    float[] draws = new float[count];
    for (int i = 0; i < count; i++) {
      draws[i] = i % gan.source().size();
    }
    float[] real = new float[count * numbers];
    int[] labels = new int[count];
    gan.source().fill(draws, count, real, labels);
    float[] sorted = new float[real.length];
    int at = 0;
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < count; i++) {
        if (labels[i] == label) {
          System.arraycopy(real, i * numbers, sorted, at++ * numbers, numbers);
        }
      }
    }
    return sorted;
  }
}
