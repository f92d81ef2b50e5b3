// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.nio.file.Path;
import java.util.List;

/** Statements for {@code query -e}. */
final class Statements {
  private Statements() {}

  /**
   * What must be refused.
   *
   * @param folder that holds secret.txt, secret.csv, secret.json and the tables in results
   */
  static List<String> attempts(Path folder) {
    String results = folder.resolve("results").toString();
    String out = folder.resolve("written").toString();
    String secret = folder.resolve("secret.txt").toString();
    String touch = "touch " + out;
    return List.of(
        // Programs and Java.
        "SELECT TRANSFORM (run) USING '" + touch + "' AS a FROM trials",
        "SELECT TRANSFORM (run) USING 'cat " + secret + "' FROM (SELECT run FROM trials)",
        "FROM trials MAP run USING '" + touch + "' AS a",
        "FROM trials REDUCE run USING '" + touch + "' AS a",
        "WITH x AS (SELECT TRANSFORM (run) USING '" + touch + "' AS a FROM trials) SELECT * FROM x",
        "SELECT (SELECT max(a) FROM (SELECT TRANSFORM (run) USING '"
            + touch
            + "' AS a FROM trials))",
        "SELECT * FROM trials WHERE run IN (SELECT TRANSFORM (run) USING '"
            + touch
            + "' FROM runs)",
        "SELECT reflect('java.lang.System', 'getenv', 'HOME')",
        "SELECT java_method('java.lang.System', 'getProperty', 'user.home')",
        "SELECT reflect('java.lang.System', 'exit', 1) FROM trials",
        "SELECT REFLECT('java.lang.Runtime', 'getRuntime')",
        "SELECT builtin.reflect('java.lang.System', 'gc')",
        "SELECT system.builtin.java_method('java.lang.System', 'gc')",
        "SELECT run FROM trials ORDER BY reflect('java.lang.System', 'gc')",
        "SELECT count(*) FILTER (WHERE reflect('java.lang.System', 'gc') IS NULL) FROM trials",
        "SELECT transform(history_step, x -> reflect('java.lang.System', 'gc')) FROM trials",
        "SELECT * FROM trials LATERAL VIEW explode(array(reflect('java.lang.System', 'gc'))) AS x",
        "SELECT * FROM trials LATERAL VIEW reflect('java.lang.System', 'gc') AS x",
        "SELECT sum(1) OVER w FROM trials WINDOW w AS (ORDER BY reflect('java.lang.System', 'gc'))",
        "SELECT * FROM VALUES (reflect('java.lang.System', 'gc')) AS t(a)",
        "SELECT run FROM trials GROUP BY GROUPING SETS ((run, reflect('java.lang.System', 'gc')))",
        "SELECT run FROM trials LIMIT length(reflect('java.lang.System', 'gc'))",
        "SELECT from_json('{}', reflect('java.lang.System', 'gc'))",
        "SELECT * FROM range(reflect('java.lang.System', 'gc'))",
        "EXPLAIN SELECT reflect('java.lang.System', 'gc')",
        "EXPLAIN EXTENDED SELECT * FROM text.`" + secret + "`",
        "DESCRIBE QUERY SELECT reflect('java.lang.System', 'gc')",
        "DESCRIBE QUERY SELECT * FROM text.`" + secret + "`",
        "SELECT raise_error('x')",
        "SELECT assert_true(false)",
        "SELECT input_file_name() FROM trials",
        "SELECT xpath('<!DOCTYPE a [<!ENTITY b SYSTEM \"" + secret + "\">]><a>&b;</a>', 'a')",
        "SELECT my_function(run) FROM trials",
        "SELECT default.my_function(run) FROM trials",
        "SELECT * FROM my_table_function(1)",
        "SELECT * FROM sql_keywords()",
        // Files and foreign tables.
        "SELECT * FROM text.`" + secret + "`",
        "SELECT * FROM text.`/etc/shadow`",
        "SELECT * FROM csv.`" + folder.resolve("secret.csv") + "`",
        "SELECT * FROM json.`" + folder.resolve("secret.json") + "`",
        "SELECT * FROM binaryFile.`" + secret + "`",
        "SELECT * FROM parquet.`" + results + "/trials`",
        "SELECT * FROM `org.apache.spark.sql.execution.datasources.text`.`" + secret + "`",
        "SELECT * FROM trials UNION ALL SELECT * FROM text.`" + secret + "`",
        "SELECT * FROM trials JOIN text.`" + secret + "` ON true",
        "SELECT (SELECT max(value) FROM text.`" + secret + "`)",
        "SELECT run FROM trials WHERE EXISTS (SELECT * FROM text.`" + secret + "`)",
        "SELECT run FROM trials WHERE run IN (SELECT value FROM text.`" + secret + "`)",
        "WITH text AS (SELECT 1 AS a) SELECT * FROM text.`" + secret + "`",
        "WITH x AS (SELECT * FROM text.`" + secret + "`) SELECT 1",
        "SELECT * FROM trials, LATERAL (SELECT * FROM text.`" + secret + "`)",
        "SELECT * FROM (WITH x AS (SELECT 1 AS a) SELECT * FROM x), x",
        "TABLE text.`" + secret + "`",
        "SELECT * FROM IDENTIFIER('text.`" + secret + "`')",
        "SELECT * FROM default.trials",
        "SELECT * FROM global_temp.trials",
        "SELECT * FROM spark_catalog.default.trials",
        "SELECT * FROM somebodys_table",
        "SELECT * FROM trials TIMESTAMP AS OF '2026-01-01'",
        "DESCRIBE text.`" + secret + "`",
        "DESCRIBE TABLE EXTENDED default.trials",
        "DESCRIBE somebodys_table",
        "DESCRIBE DATABASE default",
        "DESCRIBE FUNCTION reflect",
        "SHOW TABLES",
        "SHOW TABLE EXTENDED LIKE '*'",
        "SHOW VIEWS",
        "SHOW CREATE TABLE trials",
        "SHOW FUNCTIONS",
        "SHOW DATABASES",
        // The environment and settings.
        "SELECT * FROM ${env:HOME}",
        "SELECT ${system:user.home}",
        "SET spark.sql.variable.substitute = true",
        "SET -v",
        "SET",
        "RESET",
        "SET TIME ZONE 'UTC'",
        "USE default",
        // What changes something.
        "CREATE TABLE t USING parquet LOCATION '" + out + "' AS SELECT 1 AS a",
        "CREATE TABLE t (a int) USING text OPTIONS (path '" + secret + "')",
        "CREATE TEMPORARY VIEW t AS SELECT 1",
        "CREATE OR REPLACE TEMPORARY VIEW trials AS SELECT 1",
        "CREATE TEMPORARY VIEW t USING text OPTIONS (path '" + secret + "')",
        "CREATE TEMPORARY FUNCTION f AS 'java.lang.System'",
        "CREATE FUNCTION f AS 'com.example.Udf' USING JAR '" + out + ".jar'",
        "CREATE DATABASE d LOCATION '" + out + "'",
        "INSERT INTO trials SELECT * FROM trials",
        "INSERT OVERWRITE DIRECTORY '" + out + "' USING csv SELECT 1 AS a",
        "INSERT OVERWRITE LOCAL DIRECTORY '" + out + "' SELECT 1 AS a",
        "FROM trials INSERT INTO t SELECT run",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "EXPLAIN INSERT OVERWRITE DIRECTORY '" + out + "' USING csv SELECT 1 AS a",
        "LOAD DATA LOCAL INPATH '" + secret + "' INTO TABLE t",
        "DELETE FROM trials",
        "UPDATE trials SET run = 'x'",
        "MERGE INTO trials USING runs ON true WHEN MATCHED THEN DELETE",
        "DROP VIEW trials",
        "ALTER VIEW trials AS SELECT 1",
        "TRUNCATE TABLE trials",
        "ANALYZE TABLE trials COMPUTE STATISTICS",
        "CACHE TABLE trials",
        "CACHE LAZY TABLE t AS SELECT 1",
        "UNCACHE TABLE trials",
        "CLEAR CACHE",
        "REFRESH TABLE trials",
        "REFRESH '" + results + "'",
        "MSCK REPAIR TABLE trials",
        "ADD JAR '" + out + ".jar'",
        "ADD FILE '" + secret + "'",
        "ADD ARCHIVE '" + out + ".zip'",
        "LIST JARS",
        "dfs -ls /",
        "! ls",
        "SELECT 1; DROP VIEW trials");
  }

  /** What must be run, over tables that hold trials of the recipe gaussian. */
  static List<String> queries() {
    return List.of(
        "SELECT 1",
        "select * from trials;",
        "-- a comment\nSELECT 1 ;\n",
        "SELECT * FROM TRIALS LIMIT 1 OFFSET 1",
        "FROM trials SELECT run",
        "TABLE runs",
        "VALUES (1), (2)",
        "SELECT DISTINCT optimizer, verdict FROM trials ORDER BY 1, 2",
        "SELECT optimizer, count(*), avg(d_real) FROM trials GROUP BY 1 HAVING count(*) > 1",
        "SELECT optimizer, run, count(*), grouping(run) FROM trials GROUP BY CUBE (optimizer, run)",
        "SELECT optimizer, count(*) FROM trials GROUP BY ROLLUP (optimizer)",
        "SELECT optimizer, count(*) FROM trials GROUP BY GROUPING SETS ((optimizer), ())",
        "SELECT median(d_real), percentile(d_real, 0.9), mode(verdict), max_by(trial_id, d_real),"
            + " percentile_cont(0.5) WITHIN GROUP (ORDER BY d_real),"
            + " count(*) FILTER (WHERE d_real > 0) FROM trials",
        "WITH x AS (SELECT * FROM trials), y AS (SELECT run FROM x) SELECT * FROM y, x LIMIT 3",
        "WITH trials AS (SELECT 1 AS a) SELECT * FROM trials",
        "SELECT a.trial_id, b.trial_id FROM trials a JOIN trials b USING (random_seed)"
            + " WHERE a.optimizer = 'adam' AND b.optimizer = 'sgd'",
        "SELECT t.trial_id, r.started FROM trials t LEFT JOIN runs r ON t.run = r.run",
        "SELECT run FROM trials LEFT ANTI JOIN (SELECT 'x' AS run) USING (run)",
        "SELECT run FROM trials WHERE d_real >= (SELECT avg(d_real) FROM trials)",
        "SELECT run FROM trials t WHERE EXISTS (SELECT * FROM runs r WHERE r.run = t.run)",
        "SELECT run FROM trials WHERE trial_id NOT IN (SELECT trial_id FROM snapshots WHERE step < 0)",
        "SELECT run FROM trials UNION ALL SELECT run FROM runs",
        "SELECT run FROM trials INTERSECT SELECT run FROM runs",
        "SELECT trial_id FROM trials EXCEPT SELECT 'x'",
        "SELECT trial_id, rank() OVER (PARTITION BY optimizer ORDER BY d_real DESC) FROM trials",
        "SELECT step, avg(d_real) OVER (ORDER BY step ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), lag(d_real, 1) OVER w FROM metrics"
            + " WINDOW w AS (PARTITION BY trial_id ORDER BY step)",
        "SELECT trial_id, step FROM trials LATERAL VIEW explode(history_step) AS step",
        "SELECT trial_id, i, step FROM trials LATERAL VIEW OUTER posexplode(history_step) AS i, step",
        "SELECT trial_id, explode(history_d_real) FROM trials",
        "SELECT trial_id, posexplode(history_step) AS (i, step) FROM trials",
        "SELECT trial_id, s FROM trials, LATERAL (SELECT sum(step) AS s FROM explode(history_step) AS e(step))",
        "SELECT * FROM (SELECT optimizer, random_seed, d_real FROM trials)"
            + " PIVOT (avg(d_real) FOR optimizer IN ('adam', 'sgd'))",
        "SELECT * FROM (SELECT trial_id, d_real, d_fake FROM trials)"
            + " UNPIVOT (value FOR figure IN (d_real, d_fake))",
        "SELECT aggregate(history_d_real, 0D, (sum, x) -> sum + x, sum -> sum / 3),"
            + " transform(history_d_real, (x, i) -> x * i), filter(history_step, s -> s % 2 = 0),"
            + " exists(history_d_real, x -> x > 0.9), array_max(history_d_real),"
            + " zip_with(history_d_real, history_d_fake, (r, f) -> r - f),"
            + " array_sort(history_d_real, (a, b) -> CASE WHEN a < b THEN 1 ELSE -1 END),"
            + " slice(history_d_real, 1, 2)[0], history_d_real[0] FROM trials",
        "SELECT settings['optimizer'], map_keys(settings), element_at(differences, 'optimizer'),"
            + " cardinality(settings) FROM trials",
        "SELECT CASE WHEN d_real BETWEEN 0.4 AND 0.6 THEN 'in' ELSE 'out' END, coalesce(d_real, 0),"
            + " nvl(d_real, 0), if(d_real > 0, 1, 2), CAST(d_real AS string),"
            + " -d_real + 1 * 2 / 3 % 4, steps DIV 5, verdict IN ('FAILED', 'CONVERGED'),"
            + " verdict LIKE 'C%', verdict RLIKE 'C.*', verdict LIKE ANY ('A%', 'C%'),"
            + " NOT isnan(d_real), d_real IS NOT NULL, d_real <=> NULL FROM trials",
        "SELECT concat(run, '-', trial_id), run || 'x', upper(run), substr(run, 1, 2), trim(run),"
            + " substring(run FROM 2 FOR 1), position('a' IN run), overlay(run PLACING 'x' FROM 1),"
            + " format_number(d_real, 2), format_string('%s', run), lpad(run, 9, '-'),"
            + " regexp_extract(run, '(.)', 1), split(run, 'a'), trim(BOTH 'x' FROM run) FROM trials",
        "SELECT finished - started, date_format(started, 'yyyy'), extract(YEAR FROM started),"
            + " started + INTERVAL 1 DAY, date_trunc('HOUR', started), to_date(started),"
            + " unix_timestamp(started), current_date, now(), started > TIMESTAMP '2020-01-01',"
            + " datediff(DAY, started, finished), current_timestamp(), (finished - started) * 2"
            + " FROM runs",
        "SELECT to_json(struct(run, trial_id)), named_struct('a', 1).a, struct(*), md5(run),"
            + " get_json_object('{\"a\":1}', '$.a'), from_json('{\"a\":1}', 'a INT').a,"
            + " uuid(), rand(1), typeof(d_real), version(), monotonically_increasing_id(),"
            + " log10(d_real), sqrt(abs(d_real)), round(d_real, 2), bround(d_real), ceil(d_real)"
            + " FROM trials",
        "SELECT /*+ BROADCAST(r) */ t.run FROM trials t JOIN runs r ON t.run = r.run",
        "SELECT /*+ REPARTITION(3) */ run FROM trials",
        "SELECT /*+ COALESCE(1) */ run FROM trials",
        "SELECT /*+ REPARTITION(run), REBALANCE */ run FROM trials",
        "SELECT * FROM trials TABLESAMPLE (100 PERCENT)",
        "SELECT run FROM trials DISTRIBUTE BY run SORT BY trial_id",
        "SELECT run FROM trials CLUSTER BY run",
        "SELECT id FROM range(3)",
        "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(x, y)",
        "SELECT count(DISTINCT configuration), approx_count_distinct(run), collect_set(verdict),"
            + " stddev(d_real), corr(d_real, d_fake), any_value(run), first(run IGNORE NULLS)"
            + " FROM trials",
        "SELECT t.* FROM trials AS t",
        "SELECT a AS b, b + 1 FROM (SELECT 1 AS a)",
        "SELECT * FROM cells ORDER BY converged_share DESC NULLS LAST",
        "SELECT step, generator FROM snapshots",
        "SELECT current_user()",
        "SELECT '${env:HOME}'",
        "DESCRIBE trials",
        "DESC TABLE EXTENDED trials",
        "DESCRIBE trials d_real",
        "DESCRIBE QUERY SELECT run FROM trials",
        "EXPLAIN SELECT run FROM trials",
        "EXPLAIN FORMATTED SELECT run FROM trials JOIN runs USING (run)");
  }
}
