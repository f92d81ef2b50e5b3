// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.time.Duration;
import java.util.List;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/** Short trainings to draw. */
final class Trainings {
  private Trainings() {}

  /** A trial that keeps snapshots. */
  static Trial trial(String recipe, int snapshotEvery, String... assignments) {
    Trial trial =
        new SweepReader()
            .read(recipe, List.of(assignments))
            .plan("float32", Numerics.VERSION)
            .trials()
            .get(0);
    return new Trial(
        trial.id(),
        trial.cell(),
        trial.randomSeed(),
        trial.arithmetic(),
        new Recording(
            trial.recording().logEvery(),
            0,
            Duration.ZERO,
            snapshotEvery,
            trial.recording().judging()));
  }

  static Film film(Trial trial) {
    TrialResult result = ObservableEngine.get().train(trial, TrainingObserver.NONE);
    return new Film(
        result.snapshots(),
        Scores.of(trial.gan().loss(), result.history().steps(), result.history()::values));
  }

  /** The trained state, of data that is drawn as a chart. */
  static Figure still(Pictures pictures, Film film, Size size) {
    return (Figure) pictures.kind().at(film, film.last(), size);
  }

  /** A frame of the animation, likewise. */
  static Figure frame(Pictures pictures, Film film, int index, int number, int count, Size size) {
    return (Figure) pictures.kind().frame(film, index, number, count, size);
  }

  /** One state of both players, with D's figures as given. */
  static Film film(Snapshot snapshot, double real, double score) {
    Scores scores =
        new Scores(
            new int[] {snapshot.step()}, new float[] {(float) real}, new float[] {(float) score});
    return new Film(List.of(snapshot), scores);
  }

  /** Players whose parameters are all 0 but the last of G, the bias of its last column. */
  static Snapshot constant(Gan gan, float lastBias) {
    float[] generator = new float[gan.generator().parameters()];
    generator[generator.length - 1] = lastBias;
    return new Snapshot(7, generator, new float[gan.discriminator().parameters()]);
  }
}
