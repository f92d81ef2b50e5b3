// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class ViewsIT {
  private static final String HOCON = "recipe = dirac, steps = 20, log-every = 5, seeds = 3";

  @TempDir private Path folder;

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void aRetryThatIsCommittedMeanwhileShowsNoTrialTwice() {
    TestSweep sweep = new TestSweep(HOCON, "fault", folder.toString(), "retried");
    System.setProperty(FaultEngine.PROPERTY, "throw 2");
    sweep.train();
    TableFolder tables = TableFolder.open(folder.toString(), new Configuration());
    Ledger before = tables.run("retried").ledger();
    System.clearProperty(FaultEngine.PROPERTY);
    sweep.retry();
    SparkSession session = LocalSpark.session().newSession();

    Views.register(session, tables, Map.of("retried", before));
    assertThat(attempts(session)).isEqualTo("1 1 1");

    Views.register(session, tables, Map.of("retried", tables.run("retried").ledger()));
    assertThat(attempts(session)).isEqualTo("1 2 1");
  }

  private static String attempts(SparkSession session) {
    return session
        .sql(
            """
            SELECT array_join(transform(sort_array(collect_list(struct(random_seed, attempt))),
              it -> string(it.attempt)), ' ') FROM trials""")
        .first()
        .getString(0);
  }
}
