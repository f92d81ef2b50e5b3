package saddlepoint.cli;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** The best cells of a run. */
final class Leaderboard {
  private static final int BEST = 10;

  private final SparkSession session;
  private final TableFolder folder;
  private final String run;

  Leaderboard(SparkSession session, TableFolder folder, String run) {
    this.session = session;
    this.folder = folder;
    this.run = run;
  }

  void print(Terminal terminal) {
    Views.register(session, folder, List.of(run));
    Dataset<Row> best = session.sql(NamedQuery.of("leaderboard").sql()).drop("run");
    List<Row> rows = best.limit(BEST + 1).collectAsList();
    boolean more = rows.size() > BEST;
    terminal.print(
        "best cells of run " + run + ", by share of trials in the band, then W1 (means over trials)");
    Cells.table(best.schema(), more ? rows.subList(0, BEST) : rows)
        .lines()
        .forEach(terminal::print);
    if (more) {
      terminal.print("...");
    }
  }
}
