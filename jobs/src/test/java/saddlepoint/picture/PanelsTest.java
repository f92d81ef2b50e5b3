// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Snapshot;
import saddlepoint.picture.Panels.Panel;
import saddlepoint.sweep.Trial;

/** Which states are shown of players that take turns. */
class PanelsTest {
  /** Snapshots of players with one parameter each. */
  private static List<Snapshot> snapshots(float[] generators, float[] discriminators) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < generators.length; i++) {
      snapshots.add(
          new Snapshot(10 * i, new float[] {generators[i]}, new float[] {discriminators[i]}));
    }
    return snapshots;
  }

  @Test
  void turnsEndWhereTheOtherPlayerBegins() {
    assertThat(
            Panels.of(
                snapshots(new float[] {1, 1, 1, 2, 3, 3, 3}, new float[] {1, 2, 3, 3, 3, 4, 5})))
        .containsExactly(
            new Panel(0, Panels.START),
            new Panel(2, Panels.OF_DISCRIMINATOR),
            new Panel(4, Panels.OF_GENERATOR),
            new Panel(6, Panels.END));
  }

  /** D has moved a little between the last snapshot of its turn and the first of G's. */
  @Test
  void snapshotsMayMissTheEndOfATurn() {
    assertThat(Panels.of(snapshots(new float[] {1, 1, 2, 3, 3}, new float[] {1, 2, 3, 3, 4})))
        .containsExactly(
            new Panel(0, Panels.START),
            new Panel(1, Panels.OF_DISCRIMINATOR),
            new Panel(3, Panels.OF_GENERATOR),
            new Panel(4, Panels.END));
  }

  /** One snapshot of a turn does not tell where it ended. */
  @Test
  void whatSnapshotsAreTooFarApartForIsNotShown() {
    assertThat(Panels.of(snapshots(new float[] {1, 2, 3}, new float[] {1, 2, 3})))
        .containsExactly(new Panel(0, Panels.START), new Panel(2, Panels.END));
    assertThat(Panels.of(snapshots(new float[] {1, 1, 2, 3}, new float[] {1, 2, 3, 4})))
        .containsExactly(
            new Panel(0, Panels.START),
            new Panel(1, Panels.OF_DISCRIMINATOR),
            new Panel(3, Panels.END));
  }

  @Test
  void whatWasNotReachedIsNotShown() {
    assertThat(Panels.of(snapshots(new float[] {1, 1, 1}, new float[] {1, 2, 3})))
        .containsExactly(new Panel(0, Panels.START), new Panel(2, Panels.END));
    assertThat(Panels.of(snapshots(new float[] {1, 1, 2, 3}, new float[] {1, 2, 2, 2})))
        .containsExactly(
            new Panel(0, Panels.START),
            new Panel(1, Panels.OF_DISCRIMINATOR),
            new Panel(3, Panels.END));
  }

  @Test
  void fourPanelsAreDrawn() throws IOException {
    Trial trial =
        Trainings.trial(
            "gaussian",
            5,
            "update-order=to-optimum",
            "optimum-window=10",
            "optimum-gain=1",
            "pretrain=none",
            "steps=60");
    Pictures pictures = Pictures.of(trial);
    Film film = Trainings.film(trial);
    assertThat(Panels.of(film.snapshots()))
        .extracting(panel -> film.snapshots().get(panel.index()).step())
        .containsExactly(0, 15, 35, 59);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pictures.writePanels(film, pictures.usualSizeOfPanels(), out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(848);
    BufferedImage last = pictures.still(film, new Size(600, 400));
    assertThat(Pixels.all(image.getSubimage(600, 448, 600, 400))).isEqualTo(Pixels.all(last));
  }
}
