// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.Optional;
import java.util.OptionalInt;
import saddlepoint.engine.Generator;
import saddlepoint.engine.History;
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

  /** Enough to see what is far from the data, as most that is trained is. */
  private static final int FEW = 2_000;

  /** Nats; what is further need not be known better. */
  private static final double FAR = 0.1;

  /** How many steps have one. */
  public static final int EVALUATIONS = 5;

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
   * @param generator as it is
   * @param index of the evaluation
   */
  public static void evaluate(
      Gan gan, int randomSeed, Generator generator, int index, History history) {
    Optional<CellCounts.Cells> cells = gan.judge().cells();
    if (cells.isEmpty()) {
      return;
    }
    DivergenceBound bound = bound(gan, randomSeed, generator, index, FEW, cells.get());
    if (bound.estimate() <= FAR) {
      bound = bound(gan, randomSeed, generator, index, SAMPLES, cells.get());
    }
    history.set(Metric.DIVERGENCE, (float) bound.estimate());
    history.set(Metric.DIVERGENCE_HIGH, (float) bound.high());
  }

  private static DivergenceBound bound(
      Gan gan, int randomSeed, Generator generator, int index, int rows, CellCounts.Cells cells) {
    Batches batches = new Batches(randomSeed);
    float[] noise = new float[rows * gan.noise().dimension()];
    batches.independentNoise(gan.noise(), Stream.LAW_NOISE, index, rows, noise);
    int[] labels = new int[rows];
    if (gan.source().hasLabels()) {
      batches.labels(Stream.LAW_LABEL, index, rows, gan.source().classes(), labels);
    }
    float[] samples = generator.generate(noise, labels, rows);
    return DivergenceBound.of(cells.of(samples, labels, rows));
  }
}
