// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Sheet;

/** Generated images side by side, always of the same noise, as the original lays them out. */
final class SheetPicture implements Kind {
  /** A digit of 28 pixels is then 84 wide. */
  private static final int USUAL_SIDE = 84;

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
    Sheet sheet = pixels.sheet();
    return new Size(width(sheet.columns()), width(sheet.rows()));
  }

  private static int width(int images) {
    int width = ImageSheet.GAP + images * (USUAL_SIDE + ImageSheet.GAP);
    return Math.min(Math.max(width, Size.LEAST), Size.MOST);
  }

  @Override
  public ImageSheet still(Film film, Size size) {
    return sheet(film, film.last(), "", size);
  }

  @Override
  public ImageSheet frame(Film film, int index, int number, int count, Size size) {
    return sheet(film, index, Texts.frame(number, count), size);
  }

  private ImageSheet sheet(Film film, int index, String caption, Size size) {
    Snapshot snapshot = film.snapshots().get(index);
    int images = pixels.sheet().images();
    float[] rows = ReferencePlayers.of(gan, snapshot).generate(noise, new int[images], images);
    return new ImageSheet(pixels, rows, caption, size);
  }
}
