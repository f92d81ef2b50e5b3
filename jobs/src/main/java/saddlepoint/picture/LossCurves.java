// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The losses of both players over the logged steps. The arrays are not copied.
 *
 * <p>Non-finite values: break a curve.
 *
 * @param steps logged ones, ascending, at least one
 * @param discriminator loss that D minimises, at each of them
 * @param generator loss that G minimises
 */
@SuppressWarnings("ArrayRecordComponent")
public record LossCurves(int[] steps, float[] discriminator, float[] generator) {
  /** The size without another one. */
  public static final Size USUAL_SIZE = new Size(720, 420);

  static final String OF_DISCRIMINATOR = "D loss";
  static final String OF_GENERATOR = "G loss";

  private static final Color DISCRIMINATOR_COLOR = new Color(0x1F77B4);
  private static final Color GENERATOR_COLOR = new Color(0xFF7F0E);
  private static final float WIDTH = 1.2f;
  private static final double MARGIN = 0.05;

  /** Writes them as PNG. */
  public void writePng(Size size, OutputStream out) throws IOException {
    BufferedImage image = figure(size).draw();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    }
  }

  Figure figure(Size size) {
    Figure figure = new Figure(size, limits(), "", "step", "loss");
    double[] x = new double[steps.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = steps[i];
    }
    figure.line(OF_DISCRIMINATOR, x, doubles(discriminator), DISCRIMINATOR_COLOR, WIDTH);
    figure.line(OF_GENERATOR, x, doubles(generator), GENERATOR_COLOR, WIDTH);
    return figure;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = Float.isFinite(values[i]) ? values[i] : Double.NaN;
    }
    return doubles;
  }

  private Limits limits() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float[] losses : new float[][] {discriminator, generator}) {
      for (float loss : losses) {
        if (Float.isFinite(loss)) {
          low = Math.min(low, loss);
          high = Math.max(high, loss);
        }
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    double margin = low == high ? 1 : MARGIN * (high - low);
    int last = steps[steps.length - 1];
    return new Limits(steps[0], Math.max(last, steps[0] + 1), low - margin, high + margin);
  }
}
