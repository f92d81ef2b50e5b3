// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Snapshot;

class FilmTest {
  private static final Scores NO_SCORES = new Scores(new int[0], new float[0], new float[0]);

  @Test
  void framesAreSpreadFromTheFirstToTheLastSnapshot() {
    Film film = film(11);

    assertThat(IntStream.range(0, 5).map(frame -> film.index(frame, 5)))
        .containsExactly(0, 2, 5, 7, 10);
    assertThat(IntStream.range(0, 11).map(frame -> film.index(frame, 11)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(film.index(0, 1)).isEqualTo(10);
    assertThat(film.lastStep()).isEqualTo(100);
  }

  @Test
  void playersThatAreNotFiniteAreNotDrawn() {
    Snapshot sound = snapshot(0, 1);
    Snapshot broken = new Snapshot(10, new float[] {Float.NaN}, new float[1]);
    Snapshot endless = new Snapshot(20, new float[1], new float[] {Float.POSITIVE_INFINITY});

    assertThat(Film.drawable(List.of(sound, broken, endless))).containsExactly(sound);
    assertThatThrownBy(() -> new Film(Film.drawable(List.of(broken)), NO_SCORES))
        .hasMessage("a picture needs at least one snapshot");
  }

  @Test
  void sizesAreChecked() {
    assertThat(Size.of("600x400")).isEqualTo(new Size(600, 400));
    assertThatThrownBy(() -> Size.of("600"))
        .hasMessage("must be WIDTHxHEIGHT in pixels, for example 600x400, got \"600\"");
    assertThatThrownBy(() -> Size.of("199x400"))
        .hasMessage("must be WIDTHxHEIGHT in pixels, each 200 to 4000, got 199x400");
    assertThatThrownBy(() -> Size.of("400x4001"))
        .hasMessage("must be WIDTHxHEIGHT in pixels, each 200 to 4000, got 400x4001");
  }

  private static Film film(int snapshots) {
    return new Film(
        IntStream.range(0, snapshots).mapToObj(i -> snapshot(10 * i, i)).toList(), NO_SCORES);
  }

  private static Snapshot snapshot(int step, float value) {
    return new Snapshot(step, new float[] {value}, new float[] {value});
  }
}
