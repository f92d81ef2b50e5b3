// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.jobs.Secrets;

class GivenCommandTest {
  @Test
  void holdsSparksOptionsAndWhatTheEnvironmentAdds() {
    assertThat(
            GivenCommand.of(
                Map.of("SADDLEPOINT_MEMORY", "8g", "MASTER", "local[2]", "HOME", "/root"),
                List.of(
                    "--master", "local[3]", "--conf=a=b c", "sweep", "it's.conf", "--out", "x")))
        .isEqualTo(
            "SADDLEPOINT_MEMORY=8g MASTER='local[2]' saddlepoint --master 'local[3]'"
                + " '--conf=a=b c' sweep 'it'\\''s.conf' --out x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "spark.hadoop.fs.s3a.secret.key=abc | 'spark.hadoop.fs.s3a.secret.key=***'",
        "spark.hadoop.fs.s3a.access.key=abc | 'spark.hadoop.fs.s3a.access.key=***'",
        "--conf=spark.authenticate.secret=a=b | '--conf=spark.authenticate.secret=***'",
        "spark.ssl.keyStorePassword=x | 'spark.ssl.keyStorePassword=***'",
        "fs.azure.account.key.me.net=x== | 'fs.azure.account.key.me.net=***'",
        "spark.hadoop.fs.s3a.session.token=x | 'spark.hadoop.fs.s3a.session.token=***'",
        "spark.kubernetes.oauthToken=x | 'spark.kubernetes.oauthToken=***'",
        "-Da.password='b c' -Dd=e | '-Da.password=*** -Dd=e'",
        "a=b,c.secret=d | 'a=b,c.secret=***'",
        "-Da.password=\"x\"b.token=y | '-Da.password=***b.token=***'",
        "-Da.password= -Dd=e | '-Da.password= -Dd=e'",
        "s3a://me:hush@bucket/results | 's3a://me:***@bucket/results'",
        "spark.executor.memory=1g | spark.executor.memory=1g",
        "hdfs://host:9000/a@b | hdfs://host:9000/a@b",
      })
  void keepsSecretsToItself(String argument, String told) {
    assertThat(GivenCommand.of(Map.of(), List.of("--conf", argument, "sweep")))
        .isEqualTo("saddlepoint --conf " + told + " sweep");
  }

  @Test
  void keepsTheValueOfASecretOptionToItself() {
    assertThat(GivenCommand.of(Map.of(), List.of("--password", "hush", "sweep")))
        .isEqualTo("saddlepoint --password '***' sweep");
  }

  /** An argument may be SQL that a program wrote. */
  @ParameterizedTest
  @Timeout(2)
  @ValueSource(strings = {"a", "=", "\"", "secret", "secret=\"", "a://", "a b=", "-"})
  void looksAtALongArgumentOnce(String part) {
    String argument = part.repeat(1_000_000 / part.length());

    assertThat(GivenCommand.of(Map.of(), List.of("query", "-e", argument)))
        .startsWith("saddlepoint query -e ");
  }

  /** A command that has lost its secrets is said, and can still be copied. */
  @Test
  void whatIsMaskedStaysAsItIs() {
    String command =
        GivenCommand.of(
            Map.of(),
            List.of("--conf", "a.secret=b c", "--conf", "d.token=e", "s3a://me:hush@bucket/x"));

    assertThat(Secrets.masked(command)).isEqualTo(command);
  }

  @Test
  void saysThatASecretIsLeftOut() {
    assertThat(GivenCommand.hint("saddlepoint --conf 'a.secret=***' sweep"))
        .isEqualTo(" (*** is a secret, which is neither shown nor stored: put it in again)");
    assertThat(GivenCommand.hint("saddlepoint sweep")).isEmpty();
  }
}
