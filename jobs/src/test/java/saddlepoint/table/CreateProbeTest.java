// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.CopyingFileSystem;

/** Whether a file system can tell who was first. */
class CreateProbeTest {
  @TempDir private Path folder;

  @RepeatedTest(20)
  void refusesAStoreThatTellsSeveralThatTheyWon() {
    assertThatThrownBy(() -> create(false))
        .isInstanceOf(TableException.class)
        .message()
        .matches(
            "copying:.*/out cannot say who was first: of 8 writers that created one file at once,"
                + " [2-8] were told that they had, so that two drivers could commit a wave twice\\."
                + " Use HDFS or a local folder; or give --single-driver, and see to it that no"
                + " other driver writes there");
    assertThat(folder.resolve("out/saddlepoint.json")).doesNotExist();
  }

  @Test
  void takesItFromWhoSaysThatNoOtherDriverWritesThere() {
    create(true);

    assertThat(folder.resolve("out/saddlepoint.json")).exists();
  }

  @RepeatedTest(20)
  void takesALocalFolder() {
    TableFolder.create(
        folder.resolve("out").toString(), new Configuration(), Driver.create(), false);

    assertThat(folder.resolve("out/saddlepoint.json")).exists();
  }

  private void create(boolean isSingle) {
    TableFolder.create(
        CopyingFileSystem.SCHEME + ":" + folder.resolve("out"),
        CopyingFileSystem.configure(new Configuration()),
        Driver.create(),
        isSingle);
  }
}
