// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Generator;
import saddlepoint.engine.History;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.Evaluation;
import saddlepoint.engine.training.LawEvaluation;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.EngineChoice;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TableFolder;

/** Judges committed trials by the rules of this build. Rows stay as they are. */
public final class Rejudgement {
  private final TableFolder folder;
  private final List<Judged> judged = new ArrayList<>();
  private final Map<String, List<Untold>> untold = new LinkedHashMap<>();
  private Map<String, Trial> ofWave = Map.of();
  private String wave = "";

  /** By what a trial was judged. */
  public enum Basis {
    /** The figures of its row. */
    FIGURES("stored figures"),
    /** Those of its row, and the samples of the generator that it has kept. */
    GENERATOR("stored generator"),
    /** Its row lacks figures that the rules ask for, so it was trained again. */
    TRAINING("training again");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /**
   * A trial's stored verdict.
   *
   * @param trialId its id
   * @param verdict by which it stands in its row
   * @param rules their version
   * @param classifier SHA-256 of the one that judged images; null if none did
   */
  public record Before(String trialId, Verdict verdict, int rules, String classifier) {
    static Before of(Row row) {
      return new Before(
          row.getAs("trial_id"),
          Verdict.valueOf(row.getAs("verdict")),
          row.getAs("rules"),
          row.getAs("classifier"));
    }
  }

  /**
   * A trial with its verdicts.
   *
   * @param before the stored one
   * @param now by the rules of this build
   * @param basis of that
   * @param classifier SHA-256 of the one that judges images here; null if none does
   */
  public record Judged(Before before, Judgement now, Basis basis, String classifier) {
    /** Whether the verdict is another one. */
    public boolean isChanged() {
      return before.verdict() != now.verdict();
    }

    private boolean isByTheSame() {
      return before.rules() == Judgement.RULES && Objects.equals(before.classifier, classifier);
    }

    /** Whether it is none of the trial: the same rules said otherwise, or its training failed. */
    public boolean isWrong() {
      boolean isFailure = basis == Basis.TRAINING && now.verdict() == Verdict.FAILED;
      return isFailure || isChanged() && isByTheSame();
    }
  }

  /** Since when rows have what the rules ask of samples that are no images. */
  private static final int RULES_OF_SAMPLES = 2;

  private record Untold(Before before, Trial again) {}

  /**
   * Judges what stored figures tell; trains nothing yet.
   *
   * @param rows of one run in the view {@code trials}, best by wave, of which none is kept
   * @throws saddlepoint.jobs.CannotRunException if this build cannot restore one
   */
  public Rejudgement(TableFolder folder, Iterator<Row> rows) {
    this.folder = folder;
    while (rows.hasNext()) {
      Row row = rows.next();
      StoredTrial stored =
          StoredTrial.of(row, () -> Optional.ofNullable(inWave(row).get(row.getAs("trial_id"))));
      if (isTold(row, stored)) {
        judged.add(ofStored(stored));
      } else {
        untold
            .computeIfAbsent(row.getAs("engine"), engine -> new ArrayList<>())
            .add(
                new Untold(
                    Before.of(row), stored.again(/* evaluated= */ true, /* snapshotEvery= */ 0)));
      }
    }
  }

  private Map<String, Trial> inWave(Row row) {
    String its = row.getAs("wave");
    if (!its.equals(wave)) {
      wave = its;
      ofWave =
          folder.run(row.getAs("run")).trials(its).stream()
              .collect(Collectors.toMap(Trial::id, Function.identity()));
    }
    return ofWave;
  }

  /** Steps of the trials that must be trained again. */
  public long stepsToTrain() {
    return untold.values().stream()
        .flatMap(List::stream)
        .mapToLong(it -> it.again().gan().steps())
        .sum();
  }

  /** How many must be trained again. */
  public int toTrain() {
    return untold.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Trains what must be, with the engines that had trained it, and returns all.
   *
   * @param advanced hears of steps of all trials together
   */
  public List<Judged> run(LongConsumer advanced) {
    untold.forEach((engine, trials) -> train(engine, trials, advanced));
    untold.clear();
    return List.copyOf(judged);
  }

  /**
   * What did not come to its end is judged by that alone. Of what no classifier looks at the rules
   * ask for no other figures than version 2 did, and a kept generator gives those that they ask
   * for.
   */
  private static boolean isTold(Row row, StoredTrial stored) {
    if (outcome(row).kind() != Outcome.Kind.COMPLETED) {
      return true;
    }
    int rules = row.<Integer>getAs("rules");
    boolean asksNoMore = classifier(stored.trial()) == null || row.getAs("generator_file") != null;
    return asksNoMore
        ? rules >= RULES_OF_SAMPLES
        : rules == Judgement.RULES && row.getAs("classifier") != null;
  }

  private static String classifier(Trial trial) {
    return trial.gan().judge().trainedJudge().orElse(null);
  }

  private Judged ofStored(StoredTrial stored) {
    Row row = stored.row();
    Gan gan = stored.trial().gan();
    History history = StoredHistory.of(row, stored.trial());
    boolean isKept =
        row.getAs("generator_file") != null && outcome(row).kind() == Outcome.Kind.COMPLETED;
    if (isKept) {
      Generator generator = StoredGenerator.of(folder, row, OptionalInt.empty()).generator(gan);
      int seed = stored.trial().randomSeed();
      Evaluation.figures(gan, seed, generator)
          .forEach((metric, value) -> history.set(metric, value.floatValue()));
      LawEvaluation.evaluate(gan, seed, generator, LawEvaluation.EVALUATIONS - 1, history);
    }
    TrialResult result =
        new TrialResult(stored.trial(), outcome(row), history, List.of(), -1, 0, 0, Device.JVM);
    return new Judged(
        Before.of(row),
        Judgement.of(gan, result),
        isKept ? Basis.GENERATOR : Basis.FIGURES,
        classifier(stored.trial()));
  }

  private static Outcome outcome(Row row) {
    Integer timedOut = row.getAs("timed_out_step");
    Integer diverged = row.getAs("diverged_step");
    String failure = row.getAs("failure");
    if (failure != null) {
      return new Outcome(Outcome.Kind.FAILED, -1, failure);
    }
    if (timedOut != null) {
      return Outcome.timedOut(timedOut);
    }
    return diverged == null
        ? Outcome.completed(row.<Integer>getAs("steps_done") - 1)
        : Outcome.diverged(diverged);
  }

  private void train(String engineName, List<Untold> trials, LongConsumer advanced) {
    Engine engine = EngineChoice.of("engine " + engineName, engineName).engine();
    for (Untold untold : trials) {
      if (!untold.again().arithmetic().equals(engine.arithmetic())) {
        throw new CannotRunException(
            "trial "
                + untold.before().trialId()
                + " must be trained again to be judged, and has arithmetic "
                + untold.again().arithmetic()
                + ", which engine "
                + engine.name()
                + " has not here: its is "
                + engine.arithmetic()
                + "; judge it where it was trained");
      }
    }
    Map<String, Before> before = new HashMap<>();
    trials.forEach(it -> before.put(it.before().trialId(), it.before()));
    List<Trial> again = trials.stream().map(Untold::again).toList();
    for (Cohort cohort : Cohorts.of(again, engine.cohortSize())) {
      engine.train(
          cohort,
          new TrialListener() {
            @Override
            public void advanced(long steps) {
              advanced.accept(steps);
            }

            @Override
            public void ended(TrialResult result) {
              judged.add(
                  new Judged(
                      before.get(result.trial().id()),
                      Judgement.of(result.trial().gan(), result),
                      Basis.TRAINING,
                      classifier(result.trial())));
            }
          });
    }
  }
}
