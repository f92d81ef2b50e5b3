// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.Trial;

/** Without a command and without Spark. */
class DrawingTest {
  @Test
  void aTrialWithoutSnapshotsIsTrainedAgain() {
    Trial trial = SingleGan.trials("gaussian", List.of("steps=20", "pretrain=none")).get(0);
    StoredTrial stored = new StoredTrial(StoredRows.asRead(StoredRows.train(trial)), trial);
    Steps steps = new Steps();

    Drawing drawing = Drawing.of(stored, List.of(), true, 5, steps);

    assertThat(steps.begun).containsExactly(trial.id());
    assertThat(steps.done).startsWith(0).endsWith(19);
    assertThat(drawing.film().lastStep()).isEqualTo(19);
    byte[] png = drawing.png(drawing.pictures().usualSize());
    assertThat(new String(png, 1, 3, US_ASCII)).isEqualTo("PNG");
    byte[] gif = drawing.gif(5, drawing.pictures().usualSize());
    assertThat(new String(gif, 0, 3, US_ASCII)).isEqualTo("GIF");
  }

  private static final class Steps implements Retraining.Progress {
    private final List<String> begun = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();

    @Override
    public void begins(StoredTrial stored) {
      begun.add(stored.trial().id());
    }

    @Override
    public void step(int step, int steps, Duration taken) {
      assertThat(steps).isEqualTo(20);
      done.add(step);
    }
  }
}
