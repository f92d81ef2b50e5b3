// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.testing.AcceptanceTable;
import saddlepoint.testing.LocalSpark;
import scala.Option;
import scala.collection.JavaConverters;

/** What {@code query -e} runs and what it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsOnlyIT {
  private static final String SECRET = "the text of a file that is none of the tables";

  private Path folder;
  private String results;

  @BeforeAll
  void trainOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    results = folder.resolve("results").toString();
    LocalSpark.session();
    Path conf =
        Files.writeString(
            folder.resolve("small.conf"),
            "name = small, recipe = gaussian, pretrain = none, steps = 20, seeds = 2,"
                + " snapshot.every = 10, snapshot.trials = 1,"
                + " grid = [{ axis = optimizer, values = [sgd, adam] }]");
    CommandRun sweep = CommandRun.of("sweep", conf.toString(), "--out", results);
    assertThat(sweep.exit()).as(sweep.err()).isZero();
    Files.writeString(folder.resolve("secret.txt"), SECRET + "\n");
    Files.writeString(folder.resolve("secret.csv"), "a,b\n" + SECRET + ",1\n");
    Files.writeString(folder.resolve("secret.json"), "{\"a\": \"" + SECRET + "\"}\n");
  }

  @Test
  void refusesEveryAttempt() throws IOException {
    List<String> attempts = Statements.attempts(folder);

    assertThat(attempts).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    assertThat(notRefused(attempts)).isEmpty();
  }

  @Test
  void takesWhatReadsTheViews() {
    List<String> queries = Statements.queries();
    // Registers the views.
    assertThat(query("SELECT 1").exit()).isZero();
    for (String query : queries) {
      String statement = Selection.require("-e", query);
      assertThatCode(() -> Selection.run("-e", LocalSpark.session(), statement))
          .as(query)
          .doesNotThrowAnyException();
    }

    assertThat(queries).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
    assertThat(notRun(queries.subList(0, 5))).isEmpty();
  }

  @Test
  @Tag("acceptance")
  void acceptance() throws IOException {
    List<String> attempts = Statements.attempts(folder);
    List<String> queries = Statements.queries();
    AcceptanceTable table = new AcceptanceTable("query -e reads the views and nothing else");
    table.add(
        "attempts: exit 2, one line, no file, no setting", attempts.size(), notRefused(attempts));
    table.add("queries: exit 0, rows", queries.size(), notRun(queries));
    table.conclude();
  }

  @Test
  void saysWhatIsRefusedWhereAndWhatMayBeAsked() {
    String remedy =
        "; a query is a SELECT over the views trials, metrics, snapshots, cells, runs and"
            + " regressions with Spark's functions of values, or a DESCRIBE or EXPLAIN of one\n";

    assertThat(query("SELECT run\nFROM text.`/etc/shadow`").err())
        .isEqualTo("-e: text.`/etc/shadow` is none of the views (line 2, pos 5)" + remedy);
    assertThat(query("SELECT 1, reflect('a', 'b') FROM trials").err())
        .isEqualTo("-e: the function reflect is not run (line 1, pos 10)" + remedy);
    assertThat(query("SELECT TRANSFORM (run) USING 'sh' FROM trials").err())
        .isEqualTo("-e: Script Transformation is not run (line 1, pos 0)" + remedy);
    assertThat(query("CREATE TABLE t AS SELECT 1").err())
        .isEqualTo("-e: Create Table As Select is not run (line 1, pos 0)" + remedy);
    assertThat(query("SELECT * FROM trails").err())
        .isEqualTo("-e: trails is none of the views (line 1, pos 14)" + remedy);
  }

  /** What is wrong with a value shows only when it is computed, on the driver or in a task. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT sequence(1, 10, 0)",
        "SELECT sequence(1, 10, step - step) FROM metrics",
        "SELECT format_string('%d', 'a')",
        "SELECT format_string('%d', run) FROM trials",
        "SELECT from_utc_timestamp(started, 'nowhere') FROM runs",
        "SELECT date_format(started, 'bbbb') FROM runs",
        "SELECT decode(X'41', 'nope')",
        "SELECT encode(run, 'nope') FROM trials",
        "SELECT run FROM trials WHERE run RLIKE '('",
        "SELECT run FROM trials WHERE 'a' RLIKE concat(run, '(')",
        "SELECT space(2147483647)",
        "SELECT element_at(history_step, 0) FROM trials"
      })
  void aFaultOfTheStatementIsTheAskers(String statement) {
    for (String format : List.of("table", "csv", "json")) {
      CommandRun run =
          CommandRun.of("query", "-e", statement, "--format", format, "--out", results);

      assertThat(run.exit()).as(run.toString()).isEqualTo(Exit.USAGE);
      assertThat(run.err()).startsWith("-e: ").hasLineCount(1);
    }
  }

  /** Whoever reads an object takes one of two values of a name, and does not know of the other. */
  @Test
  void programsGetEachNameOnce() {
    String statement = "SELECT *, 1 AS verdict FROM trials";

    for (String format : List.of("csv", "json")) {
      CommandRun run =
          CommandRun.of("query", "-e", statement, "--format", format, "--out", results);

      assertThat(run)
          .isEqualTo(
              new CommandRun(
                  Exit.USAGE, "", "-e: two columns are called verdict; name one with AS\n"));
    }
    assertThat(query(statement).exit()).isZero();
  }

  @Test
  void theGreatestLimitShowsEveryRow() {
    CommandRun run =
        CommandRun.of("query", "trials", "--limit", "2147483647", "--out", results, "--wide");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.outLines()).hasSize(5);
  }

  /** Names may have come to mean something else than they look like. */
  @Test
  void looksAtWhatTheNamesCameToMean() {
    SparkSession session = LocalSpark.session();
    session.udf().register("own", (UDF0<String>) () -> SECRET, DataTypes.StringType);
    session.range(1).createOrReplaceTempView("foreign_view");
    String secret = "text.`" + folder.resolve("secret.txt") + "`";
    try {
      assertRefused("SELECT * FROM " + secret, "Logical Relation is not run");
      assertRefused(
          "SELECT (SELECT max(value) FROM " + secret + ")", "Logical Relation is not run");
      assertRefused("SELECT own()", "Scala UDF is not run");
      assertRefused("SELECT abs(length(own()))", "Scala UDF is not run");
      assertRefused("SELECT nvl(own(), 1)", "Scala UDF is not run");
      assertRefused(
          "SELECT reflect('java.lang.System', 'gc')", "Call Method Via Reflection is not run");
      assertRefused("SELECT * FROM foreign_view", "foreign_view is none of the views");
    } finally {
      session.catalog().dropTempView("foreign_view");
      session.sql("DROP TEMPORARY FUNCTION own");
    }
  }

  private static void assertRefused(String sql, String message) {
    LogicalPlan analysed = LocalSpark.session().sql(sql).queryExecution().analyzed();

    assertThatThrownBy(() -> ViewsOnly.require("-e", analysed))
        .as(sql)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("-e: " + message);
  }

  @Test
  void aVariableIsText() {
    assertThat(query("SELECT '${env:HOME}' AS a").outLines()).containsExactly("a", "${env:HOME}");
  }

  /** Spark would take the settings of the thread's session: another one's, or its own defaults. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aVariableIsTextWhicheverSessionTheThreadHas(boolean hasOne) {
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.clearActiveSession();
    if (hasOne) {
      SparkSession.setActiveSession(LocalSpark.session().newSession());
    }
    try {
      aVariableIsText();
    } finally {
      SparkSession.clearActiveSession();
      if (before.isDefined()) {
        SparkSession.setActiveSession(before.get());
      }
    }
  }

  /** Spark's own examples of the functions that may be called: each passes, before and after. */
  @Test
  void takesSparksOwnExamplesOfTheFunctionsThatAreRun() throws Exception {
    SparkSession session = LocalSpark.session();
    Pattern example = Pattern.compile("> (SELECT .*?);\n", Pattern.DOTALL);
    int examples = 0;
    for (ExpressionInfo function : functions()) {
      if (!PlanWords.FUNCTIONS.contains(function.getName())) {
        continue;
      }
      Matcher matcher = example.matcher(function.getExamples());
      while (matcher.find()) {
        String sql = matcher.group(1);
        LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(sql);
        LogicalPlan analysed =
            session.sessionState().executePlan(parsed, CommandExecutionMode.SKIP()).analyzed();
        assertThatCode(() -> ViewsOnly.require("-e", parsed)).as(sql).doesNotThrowAnyException();
        assertThatCode(() -> ViewsOnly.require("-e", analysed)).as(sql).doesNotThrowAnyException();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(700);
  }

  /** A later Spark's functions are looked at before they are run. */
  @Test
  void refusesTheFunctionsThatReachOutside() {
    assertThat(
            functions().stream()
                .map(ExpressionInfo::getName)
                .filter(name -> !PlanWords.FUNCTIONS.contains(name)))
        .containsExactlyInAnyOrder(
            "aes_decrypt",
            "aes_encrypt",
            "assert_true",
            "current_catalog",
            "current_database",
            "current_schema",
            "input_file_block_length",
            "input_file_block_start",
            "input_file_name",
            "java_method",
            "raise_error",
            "reflect",
            "spark_partition_id",
            "try_aes_decrypt",
            "xpath",
            "xpath_boolean",
            "xpath_double",
            "xpath_float",
            "xpath_int",
            "xpath_long",
            "xpath_number",
            "xpath_short",
            "xpath_string");
  }

  private static List<ExpressionInfo> functions() {
    return JavaConverters.seqAsJavaList(FunctionRegistry.builtin().listFunction()).stream()
        .map(ViewsOnlyIT::info)
        .sorted(Comparator.comparing(ExpressionInfo::getName))
        .toList();
  }

  private static ExpressionInfo info(FunctionIdentifier name) {
    return FunctionRegistry.builtin().lookupFunction(name).get();
  }

  /** What became of those statements that were not refused as they should. */
  private List<String> notRefused(List<String> attempts) throws IOException {
    List<String> failures = new ArrayList<>();
    SortedMap<Path, String> files = files();
    Map<String, String> settings = settings();
    for (String attempt : attempts) {
      CommandRun run = query(attempt);
      if (run.exit() != Exit.USAGE
          || !run.out().isEmpty()
          || !run.err().startsWith("-e: ")
          || run.err().contains(SECRET)
          || run.errLines().size() != 1
          || !files().equals(files)
          || !settings().equals(settings)) {
        failures.add(attempt + " -> " + run);
      }
    }
    if (LocalSpark.session().catalog().listTables().collectAsList().stream()
        .anyMatch(table -> !PlanWords.VIEWS.contains(table.name()))) {
      failures.add("a table was made");
    }
    return failures;
  }

  private List<String> notRun(List<String> queries) {
    List<String> failures = new ArrayList<>();
    for (String query : queries) {
      CommandRun run = query(query);
      if (run.exit() != Exit.DONE || run.outLines().size() < 2) {
        failures.add(query + " -> " + run);
      }
    }
    return failures;
  }

  private CommandRun query(String sql) {
    return CommandRun.of("query", "-e", sql, "--out", results);
  }

  /** Where a refused statement could have written: beside the tables, and where Spark would. */
  private SortedMap<Path, String> files() throws IOException {
    SortedMap<Path, String> found = new TreeMap<>();
    Path warehouse = Path.of(System.getProperty("spark.sql.warehouse.dir"));
    for (Path root : List.of(folder, warehouse)) {
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.toList()) {
            found.put(file, Files.getLastModifiedTime(file).toString());
          }
        }
      }
    }
    return found;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings =
        new TreeMap<>(JavaConverters.mapAsJavaMap(LocalSpark.session().conf().getAll()));
    settings.remove("spark.sql.variable.substitute");
    return settings;
  }
}
