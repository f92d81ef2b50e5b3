// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.Optional;
import java.util.OptionalInt;
import saddlepoint.engine.History;
import saddlepoint.engine.Players;
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.DivergenceBound;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Window;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

/**
 * Measures the law that G makes of independent noise, at several steps spread over the window: what
 * oscillates may pass by luck at one of them. Draws noise of its own each time, and touches no
 * training.
 */
public final class LawEvaluation {
  private static final int SAMPLES = 16_000;
  private static final int EVALUATIONS = 5;

  private LawEvaluation() {}

  /**
   * Which of the evaluations, from 0, belongs to a logged step; the last step has one.
   *
   * @param row of the history
   * @param logged rows of a training that comes to its end
   */
  public static OptionalInt index(int row, int logged) {
    int size = Window.size(logged);
    for (int index = 0; index < EVALUATIONS; index++) {
      int its = logged - 1 - (size - 1) * (EVALUATIONS - 1 - index) / (EVALUATIONS - 1);
      if (row == its) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Sets the figures of the history's last row, if the data has cells.
   *
   * @param index of the evaluation
   */
  public static void evaluate(
      Gan gan, int randomSeed, Players players, int index, History history) {
    Optional<CellCounts.Cells> cells = gan.judge().cells();
    if (cells.isEmpty()) {
      return;
    }
    Batches batches = new Batches(randomSeed);
    float[] noise = new float[SAMPLES * gan.noise().dimension()];
    batches.independentNoise(gan.noise(), Stream.LAW_NOISE, index, SAMPLES, noise);
    int[] labels = new int[SAMPLES];
    if (gan.source().hasLabels()) {
      batches.labels(Stream.LAW_LABEL, index, SAMPLES, gan.source().classes(), labels);
    }
    float[] samples = players.generate(noise, labels, SAMPLES);
    DivergenceBound bound = DivergenceBound.of(cells.get().of(samples, labels, SAMPLES));
    history.set(Metric.DIVERGENCE, (float) bound.estimate());
    history.set(Metric.DIVERGENCE_HIGH, (float) bound.high());
  }
}
