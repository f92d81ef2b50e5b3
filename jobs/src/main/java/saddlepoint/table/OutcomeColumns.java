// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.DeclaredColumn.required;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.Outcome;
import saddlepoint.metric.GameStability;
import saddlepoint.metric.Metric;

/** Columns of what became of a trial. */
final class OutcomeColumns {
  private OutcomeColumns() {}

  static List<DeclaredColumn> declare() {
    return List.of(
        required(
            "verdict",
            StringType,
            "",
            "what became of it; docs/verdicts.md has the rules",
            it -> it.judgement().verdict().name()),
        required("reason", StringType, "", "why, in one line", it -> it.judgement().reason()),
        required(
            "match",
            StringType,
            "",
            "which test the samples pass: sharp, loose, none, or not judged",
            it -> it.judgement().match().grade().text()),
        required(
            "rules",
            IntegerType,
            "",
            "version of the rules that verdict and match are by; 1 where it is NULL",
            it -> Judgement.RULES),
        optional(
            "classifier",
            StringType,
            "",
            "SHA-256 of the classifier that judged the images; NULL where none did",
            OutcomeColumns::classifier),
        optional(
            "diverged_step",
            IntegerType,
            "step",
            "first step with a figure that is not finite",
            it -> stepIf(it, Outcome.Kind.DIVERGED)),
        optional(
            "timed_out_step",
            IntegerType,
            "step",
            "steps done when the time was up",
            it -> stepIf(it, Outcome.Kind.TIMED_OUT)),
        optional(
            "failure",
            StringType,
            "",
            "the error of a FAILED trial",
            it ->
                it.result().outcome().kind() == Outcome.Kind.FAILED
                    ? it.result().outcome().message()
                    : null),
        optional(
            "in_band",
            BooleanType,
            "",
            "whether the window means are within the band around the equilibrium",
            it -> hasHistory(it) ? it.judgement().band().inBand() : null),
        optional(
            "dwell",
            DoubleType,
            "1",
            "share of the window's steps whose running mean is in the band",
            it -> finite(it, facts -> facts.judgement().band().dwell())),
        optional(
            "first_in_band_step",
            IntegerType,
            "step",
            "first logged step whose running mean is in the band",
            it ->
                it.judgement().band().firstStep().isPresent()
                    ? it.judgement().band().firstStep().getAsInt()
                    : null),
        optional(
            "exits",
            IntegerType,
            "",
            "how often the running mean left the band",
            it -> hasHistory(it) ? it.judgement().band().exits() : null),
        optional(
            "vanishing",
            BooleanType,
            "",
            "whether G's gradient stayed under verdict.vanishing-gradient while samples mismatch",
            it -> hasHistory(it) ? it.judgement().vanishing() : null),
        optional(
            "stability",
            StringType,
            "",
            "saddle, cycle, unstable or flat, by the eigenvalues of the game's Jacobian",
            OutcomeColumns::stability),
        optional(
            "saturated_step",
            IntegerType,
            "step",
            "first step in which float probabilities would have met log 0",
            it -> it.result().saturatedStep() < 0 ? null : it.result().saturatedStep()));
  }

  private static String classifier(TrialFacts facts) {
    return facts.judgement().figures().get(Metric.FRECHET_DISTANCE).isPresent()
        ? facts.trial().gan().judge().trainedJudge().orElse(null)
        : null;
  }

  private static String stability(TrialFacts facts) {
    FinalFigures figures = facts.judgement().figures();
    OptionalDouble real = figures.get(Metric.JACOBIAN_REAL);
    OptionalDouble imaginary = figures.get(Metric.JACOBIAN_IMAGINARY);
    return real.isPresent() && imaginary.isPresent()
        ? GameStability.of(real.getAsDouble(), imaginary.getAsDouble()).text()
        : null;
  }

  private static Integer stepIf(TrialFacts facts, Outcome.Kind kind) {
    Outcome outcome = facts.result().outcome();
    return outcome.kind() == kind ? outcome.step() : null;
  }

  private static boolean hasHistory(TrialFacts facts) {
    return facts.result().history().length() > 0;
  }

  private static Double finite(TrialFacts facts, ToDoubleFunction<TrialFacts> figure) {
    double value = figure.applyAsDouble(facts);
    return Double.isFinite(value) ? value : null;
  }
}
