// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Judgement;
import saddlepoint.jobs.replay.Rejudgement;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Judges a committed run by the rules of this build. */
@Command(
    name = "judge",
    description = "Judge a committed run by the rules of this build; its rows stay as they are.",
    footer = {
      "",
      "A trial is judged by the figures of its row; where it has kept its generator, by that",
      "generator's samples; and where its row lacks figures that the rules ask for, since older",
      "rules had not, it is trained again.",
      "",
      "Examples:",
      "  saddlepoint judge card",
      "  saddlepoint judge card --format csv > judged.csv",
      "",
      "Exit codes: 0 done, 1 done, and a trial that the same rules had judged has another verdict or",
      "one that was trained again failed, 2 usage or configuration, 3 could not run."
    })
final class JudgeCommand implements Callable<Integer> {
  private static final int REASONS = 10;
  private static final StructType SCHEMA =
      new StructType()
          .add("trial_id", DataTypes.StringType, false)
          .add("rules_before", DataTypes.IntegerType, false)
          .add("verdict_before", DataTypes.StringType, false)
          .add("rules", DataTypes.IntegerType, false)
          .add("verdict", DataTypes.StringType, false)
          .add("match", DataTypes.StringType, false)
          .add("reason", DataTypes.StringType, false)
          .add("judged_by", DataTypes.StringType, false);

  @ParentCommand private Main main;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, or csv or json with a row a trial (default: table).")
  private Format format;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    TableFolder folder = output.open();
    SparkSession session = Sessions.start("saddlepoint judge");
    Views.register(session, folder.requireSound(List.of(run)));
    Dataset<Row> rows =
        session.table("trials").where(functions.col("run").equalTo(run)).orderBy("wave");
    Rejudgement rejudgement = new Rejudgement(folder, rows.toLocalIterator());
    if (rejudgement.toTrain() > 0) {
      main.terminal()
          .say(
              Quantity.of(rejudgement.toTrain(), "trial")
                  + " lack figures that the rules ask for; training "
                  + (rejudgement.toTrain() == 1 ? "it" : "them")
                  + " again");
    }
    List<Rejudgement.Judged> judged =
        new ArrayList<>(rejudgement.run(progress(rejudgement.stepsToTrain())));
    if (judged.isEmpty()) {
      throw new ConfigurationException(run, "has no committed trial in " + folder.location());
    }
    judged.sort(Comparator.comparing(it -> it.before().trialId()));
    if (format == Format.TABLE) {
      print(judged);
    } else {
      print(session, judged);
    }
    boolean isOtherwise = judged.stream().anyMatch(Rejudgement.Judged::isWrong);
    return isOtherwise ? Exit.DONE_WITH_FAILURES : Exit.DONE;
  }

  private LongConsumer progress(long all) {
    RetrainingDisplay display = new RetrainingDisplay(main.terminal());
    long start = System.nanoTime();
    long[] done = {0};
    return steps -> {
      done[0] += steps;
      display.step(done[0], all, Duration.ofNanos(System.nanoTime() - start));
    };
  }

  private void print(List<Rejudgement.Judged> judged) {
    Map<Rejudgement.Basis, Long> bases = new EnumMap<>(Rejudgement.Basis.class);
    Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
    for (Rejudgement.Judged one : judged) {
      bases.merge(one.basis(), 1L, Long::sum);
      counts.merge(
          List.of(
              Integer.toString(one.before().rules()),
              one.before().verdict().name(),
              one.now().verdict().name(),
              one.now().match().grade().text()),
          1L,
          Long::sum);
    }
    main.terminal()
        .print(
            "run "
                + run
                + ", "
                + Quantity.of(judged.size(), "trial")
                + " judged by rules "
                + Judgement.RULES
                + ": "
                + bases.entrySet().stream()
                    .map(entry -> entry.getValue() + " by " + entry.getKey().text())
                    .collect(Collectors.joining(", ")));
    TextTable table =
        new TextTable(List.of(">rules before", "verdict before", "verdict", "match", ">trials"));
    counts.forEach(
        (cells, count) -> {
          List<String> line = new ArrayList<>(cells);
          line.add(Quantity.count(count));
          table.add(line);
        });
    table.lines(FittedTable.USUAL_WIDTH).forEach(main.terminal()::print);
    List<Rejudgement.Judged> changed =
        judged.stream().filter(Rejudgement.Judged::isChanged).toList();
    changed.stream()
        .limit(REASONS)
        .forEach(
            it ->
                main.terminal()
                    .print(
                        it.before().trialId()
                            + " was "
                            + it.before().verdict()
                            + ", is "
                            + it.now().verdict()
                            + ": "
                            + it.now().reason()));
    if (changed.size() > REASONS) {
      main.terminal()
          .say(
              "only the first "
                  + REASONS
                  + " reasons; --format csv shows all of "
                  + changed.size());
    }
  }

  private void print(SparkSession session, List<Rejudgement.Judged> judged) {
    List<Row> rows = new ArrayList<>();
    for (Rejudgement.Judged one : judged) {
      rows.add(
          RowFactory.create(
              one.before().trialId(),
              one.before().rules(),
              one.before().verdict().name(),
              Judgement.RULES,
              one.now().verdict().name(),
              one.now().match().grade().text(),
              one.now().reason(),
              one.basis().text()));
    }
    Dataset<Row> table = session.createDataFrame(rows, SCHEMA);
    if (format == Format.CSV) {
      new MachineText(main.terminal()).printDelimited(table);
    } else {
      new MachineText(main.terminal()).printJson(table);
    }
  }
}
