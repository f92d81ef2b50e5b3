// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import saddlepoint.testing.S3Server;
import saddlepoint.testing.S3Server.Conditions;
import saddlepoint.testing.S3Server.Fault;

/** The commit on S3, whoever is first and whatever is answered. */
class PutCommitIT {
  private static final Path OUT = new Path("s3a://bucket/out");

  @Test
  void theFirstOneWinsAndTheOtherLearnsThatItLost() throws IOException {
    try (S3Server server = new S3Server(Conditions.OBEYED)) {
      Storage storage = storage(server);

      assertThat(create(storage, "first")).isTrue();
      assertThat(create(storage, "second")).isFalse();

      assertThat(content(storage)).isEqualTo("first");
      assertThat(server.keys()).contains("out/name").noneMatch(key -> key.endsWith(".part"));
    }
  }

  @Test
  void aWriterWhoseAnswerWasLostIsToldThatItWon() throws IOException {
    try (S3Server server = new S3Server(Conditions.OBEYED)) {
      Storage storage = storage(server);
      server.plan(Fault.ANSWER_LOST);

      assertThat(create(storage, "first")).isTrue();
      assertThat(create(storage, "second")).isFalse();

      assertThat(content(storage)).isEqualTo("first");
      // Sent again, which the store refused.
      assertThat(server.requests()).containsEntry("PUT IF ABSENT", 3);
    }
  }

  @Test
  void aConflictIsTriedAgain() throws IOException {
    try (S3Server server = new S3Server(Conditions.OBEYED)) {
      Storage storage = storage(server);
      server.plan(Fault.CONFLICT, Fault.CONFLICT);

      assertThat(create(storage, "first")).isTrue();

      assertThat(server.requests()).containsEntry("PUT IF ABSENT", 3);
    }
  }

  @Test
  void replacesWhatIsThere() throws IOException {
    try (S3Server server = new S3Server(Conditions.OBEYED)) {
      Storage storage = storage(server);
      create(storage, "first");

      storage.replace(new Path(OUT, "name"), "second".getBytes(UTF_8), new Path(OUT, "scratch"));

      assertThat(content(storage)).isEqualTo("second");
    }
  }

  @Test
  void aStoreThatPassesOverTheConditionIsRefused() throws IOException {
    try (S3Server server = new S3Server(Conditions.IGNORED)) {
      assertThatThrownBy(() -> tables(server, false))
          .isInstanceOf(TableException.class)
          .hasMessage(
              "s3a://bucket/out cannot say who was first: of 8 writers that created one file at"
                  + " once, 8 were told that they had, so that two drivers could commit a wave"
                  + " twice. Use HDFS or a local folder; or give --single-driver, and see to it"
                  + " that no other driver writes there");
      assertThat(server.keys()).doesNotContain("out/saddlepoint.json");

      tables(server, true);

      assertThat(server.keys()).contains("out/saddlepoint.json");
    }
  }

  @Test
  void aStoreThatRefusesTheConditionIsRefused() throws IOException {
    try (S3Server server = new S3Server(Conditions.REFUSED)) {
      assertThatThrownBy(() -> tables(server, false))
          .isInstanceOf(TableException.class)
          .hasMessageStartingWith(
              "s3a://bucket cannot say who was first: it does not take If-None-Match with a PUT"
                  + " (NotImplemented (Service: Amazon S3; Status Code: 501;")
          .hasMessageEndingWith("). Use a store that does, HDFS or a local folder");
    }
  }

  @Test
  void whatADriverLeftLongAgoIsFoundThoughFoldersHaveNoTimes() throws IOException {
    try (S3Server server = new S3Server(Conditions.OBEYED)) {
      Driver killed = Driver.create();
      TableFolder tables =
          TableFolder.create(OUT.toString(), server.configuration(), killed, /* isSingle= */ true);
      storage(server).write(new Path(tables.staging(killed), "part"), new byte[7]);
      assertThat(tables.leftovers(Instant.now(), Duration.ofMinutes(30))).isEmpty();

      server.age(Duration.ofHours(1));

      assertThat(tables.leftovers(Instant.now(), Duration.ofMinutes(30)))
          .singleElement()
          .satisfies(
              left -> {
                assertThat(left.driver()).isEqualTo(killed.id());
                assertThat(left.bytes()).isEqualTo(7);
              });
    }
  }

  private static Storage storage(S3Server server) throws IOException {
    return new Storage(OUT, server.configuration());
  }

  private static void tables(S3Server server, boolean isSingle) {
    TableFolder.create(OUT.toString(), server.configuration(), Driver.create(), isSingle);
  }

  private static boolean create(Storage storage, String content) throws IOException {
    Path part = storage.write(new Path(OUT, content + ".part"), content.getBytes(UTF_8));
    return storage.commit(part, new Path(OUT, "name"));
  }

  private static String content(Storage storage) throws IOException {
    return new String(storage.read(new Path(OUT, "name")), UTF_8);
  }
}
