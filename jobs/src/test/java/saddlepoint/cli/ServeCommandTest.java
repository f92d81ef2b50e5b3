// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServeCommandTest {
  @Test
  void refusesWhatIsNoPort() {
    CommandRun run = CommandRun.of("serve", "--port", "65536");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.errLines()).containsExactly("--port 65536: must be from 0 to 65535");
  }

  /** An ordinary build has what it takes to compile the server, and not to run it. */
  @Test
  void namesTheModuleThatItNeeds() {
    assertThat(OptionalModule.JDBC.remedy())
        .isEqualTo(
            "serve needs spark-hive-thriftserver_2.12 and Hive, which are not on the class path;"
                + " deploy/saddlepoint builds with them where the environment says"
                + " SADDLEPOINT_MODULES=jdbc, and an installed Spark needs them in its folder of"
                + " jars");
    if (!isThere()) {
      CommandRun run = CommandRun.of("serve", "--out", "nowhere");

      assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
      assertThat(run.errLines()).containsExactly("saddlepoint: " + OptionalModule.JDBC.remedy());
    }
  }

  private static boolean isThere() {
    try {
      Class.forName("org.apache.hadoop.hive.ql.session.SessionState");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
