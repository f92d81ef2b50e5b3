// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import saddlepoint.engine.Snapshot;

/**
 * A training in which each player moves to its optimum, as four states side by side: the start, D
 * at its best for a G that stood still, G at its best for a D that stood still, and the end.
 */
final class Panels implements Drawable {
  static final String START = "the start";
  static final String OF_DISCRIMINATOR = "D at its optimum, G as it was";
  static final String OF_GENERATOR = "G at its optimum, D as it was";
  static final String END = "the end";

  private static final int COLUMNS = 2;
  private static final int STRIP = 24;
  private static final int TEXT_SIZE = 14;
  private static final int MARGIN = 8;
  private static final Color INK = new Color(0x333333);

  private final Kind kind;
  private final Film film;
  private final Size size;

  /**
   * The panels.
   *
   * @param size of all of them together
   */
  Panels(Kind kind, Film film, Size size) {
    this.kind = kind;
    this.film = film;
    this.size = size;
  }

  /**
   * A state that is shown.
   *
   * @param index of its snapshot
   * @param name what it is
   */
  record Panel(int index, String name) {}

  /**
   * What is shown: of a training that came to no optimum of D, or to none of G, fewer than four,
   * and likewise where a turn has less than two snapshots. An optimum is the last one of its turn.
   */
  static List<Panel> of(List<Snapshot> snapshots) {
    List<Panel> panels = new ArrayList<>();
    int last = snapshots.size() - 1;
    panels.add(new Panel(0, START));
    int ofDiscriminator = same(snapshots, 0, Snapshot::generator);
    if (ofDiscriminator > 0 && ofDiscriminator < last) {
      panels.add(new Panel(ofDiscriminator, OF_DISCRIMINATOR));
      int ofGenerator = same(snapshots, ofDiscriminator + 1, Snapshot::discriminator);
      if (ofGenerator > ofDiscriminator + 1 && ofGenerator < last) {
        panels.add(new Panel(ofGenerator, OF_GENERATOR));
      }
    }
    panels.add(new Panel(last, END));
    return panels;
  }

  /** The last snapshot up to which a player stands still. */
  private static int same(
      List<Snapshot> snapshots, int from, Function<Snapshot, float[]> parameters) {
    float[] still = parameters.apply(snapshots.get(from));
    int index = from;
    while (index + 1 < snapshots.size()
        && Arrays.equals(still, parameters.apply(snapshots.get(index + 1)))) {
      index++;
    }
    return index;
  }

  /** The size of all panels together, of which each is as large as the kind's picture. */
  static Size usualSize(Kind kind) {
    Size one = kind.usualSize();
    return new Size(
        Math.min(COLUMNS * one.width(), Size.MOST),
        Math.min(COLUMNS * (one.height() + STRIP), Size.MOST));
  }

  @Override
  public BufferedImage draw() {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, size.width(), size.height());
      graphics.setColor(INK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE));
      int width = size.width() / COLUMNS;
      int height = size.height() / COLUMNS;
      List<Panel> panels = of(film.snapshots());
      for (int i = 0; i < panels.size(); i++) {
        Panel panel = panels.get(i);
        int left = i % COLUMNS * width;
        int top = i / COLUMNS * height;
        graphics.drawString(
            panel.name() + ": step " + film.snapshots().get(panel.index()).step(),
            left + MARGIN,
            top + STRIP - MARGIN);
        graphics.drawImage(
            kind.at(film, panel.index(), new Size(width, height - STRIP)).draw(),
            left,
            top + STRIP,
            null);
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
