// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.Serializable;
import saddlepoint.engine.History;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Quantiles;
import saddlepoint.recipe.Loss;

/**
 * The figures of one logged step from the outputs of D, in single precision, for engines that train
 * otherwise but log alike. Keeps scratch space; not thread safe.
 */
public final class StepFigures {
  private final FloatArithmetic arithmetic = new FloatArithmetic();
  private final Loss loss;
  private final int rows;
  private final float[] scratch;

  /** Figures of batches of so many rows. */
  public StepFigures(Loss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    scratch = new float[rows];
  }

  /**
   * D's pre-activations, outputs and targets of one kind of samples, each [rows], and how it tells
   * their classes.
   *
   * @param logits of a relativistic loss their lead over the mean of the other kind's
   * @param othersBehind of a relativistic loss how far the other kind's are behind the mean of
   *     these, [rows]; else empty
   * @param classLoss mean cross-entropy of the classes; NaN where D tells none
   * @param classAccuracy share of rows whose class is told rightly; NaN where D tells none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Outputs(
      float[] logits,
      float[] outputs,
      float[] targets,
      float[] othersBehind,
      double classLoss,
      double classAccuracy)
      implements Serializable {
    /** Of a D that tells no classes. */
    Outputs(float[] logits, float[] outputs, float[] targets, float[] othersBehind) {
      this(logits, outputs, targets, othersBehind, Double.NaN, Double.NaN);
    }

    /** Of a D that tells no classes, under a loss of single rows. */
    public Outputs(float[] logits, float[] outputs, float[] targets) {
      this(logits, outputs, targets, new float[0]);
    }

    /** What an engine's kernels found. */
    public static Outputs of(DiscriminatorOutputs<?> found) {
      return new Outputs(
          found.logits(),
          found.outputs(),
          found.targets(),
          found.othersBehind(),
          found.classLoss(),
          found.classAccuracy());
    }
  }

  /** Logs D's figures from the forward passes of its own update. */
  public void discriminator(History history, Outputs real, Outputs fake) {
    log(
        history,
        Metric.D_SCORE,
        arithmetic.score(loss, real.logits, real.outputs, true, rows)
            + arithmetic.score(loss, fake.logits, fake.outputs, false, rows));
    log(history, Metric.D_LOSS, discriminatorLoss(real, fake));
    log(history, Metric.D_REAL, arithmetic.mean(real.outputs, rows));
    log(history, Metric.D_FAKE, arithmetic.mean(fake.outputs, rows));
    Quantiles ofReal = Quantiles.of(real.outputs, scratch);
    log(history, Metric.D_REAL_P05, ofReal.p05());
    log(history, Metric.D_REAL_P50, ofReal.p50());
    log(history, Metric.D_REAL_P95, ofReal.p95());
    log(history, Metric.D_ACCURACY_REAL, share(real.outputs, true));
    Quantiles ofFake = Quantiles.of(fake.outputs, scratch);
    log(history, Metric.D_FAKE_P05, ofFake.p05());
    log(history, Metric.D_FAKE_P50, ofFake.p50());
    log(history, Metric.D_FAKE_P95, ofFake.p95());
    log(history, Metric.D_ACCURACY_FAKE, share(fake.outputs, false));
    // D's target of generated rows is what they count for in its loss.
    log(history, Metric.BALANCE, -fake.targets[0]);
    log(
        history,
        Metric.CONVERGENCE_MEASURE,
        loss.balance()
            .measure(arithmetic.mean(real.outputs, rows), arithmetic.mean(fake.outputs, rows)));
    log(history, Metric.D_AUXILIARY_LOSS, real.classLoss);
    log(history, Metric.D_AUXILIARY_ACCURACY, real.classAccuracy);
  }

  /**
   * Logs the gradient penalty of D's own update.
   *
   * @param norms of D's gradient by each row that is penalized, [rows]
   */
  public void penalty(History history, float[] norms) {
    log(history, Metric.D_PENALTY, penalty(norms));
    log(history, Metric.D_INPUT_GRADIENT_NORM, arithmetic.mean(norms, norms.length));
  }

  /** Logs G's loss from the forward pass of its own update. */
  public void generator(History history, Outputs fake) {
    log(history, Metric.G_LOSS, generatorLoss(fake));
    log(history, Metric.G_AUXILIARY_LOSS, fake.classLoss);
  }

  /** D's loss without its penalty. */
  double discriminatorLoss(Outputs real, Outputs fake) {
    return loss(real) + loss(fake);
  }

  /** D's penalty, by the norms of its gradient by each row that is penalized. */
  double penalty(float[] norms) {
    return arithmetic.penalty(loss.penalty(), norms, norms.length);
  }

  /** G's loss. */
  double generatorLoss(Outputs fake) {
    double ofRows = generatorLoss(fake.logits, fake.outputs);
    return loss.isRelativistic()
        ? ofRows + generatorLoss(fake.othersBehind, fake.othersBehind)
        : ofRows;
  }

  private double generatorLoss(float[] logits, float[] outputs) {
    return arithmetic.generatorLoss(loss, logits, outputs, logits.length);
  }

  private double loss(Outputs of) {
    return arithmetic.discriminatorLoss(loss, of.logits, of.outputs, of.targets, rows);
  }

  private static double share(float[] outputs, boolean above) {
    int count = 0;
    for (float d : outputs) {
      if (above ? d > 0.5f : d < 0.5f) {
        count++;
      }
    }
    return (double) count / outputs.length;
  }

  private void log(History history, Metric metric, double value) {
    if (loss.gives(metric)) {
      history.set(metric, (float) value);
    }
  }
}
