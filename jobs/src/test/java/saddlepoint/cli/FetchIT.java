// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSize;
import saddlepoint.jobs.fetch.PublishedImages;

/** Fetches every set there is from its package manager. */
@Tag("acceptance")
class FetchIT {
  @TempDir private Path folder;

  @Test
  void everySetIsFetchedOnceAndTrained() {
    for (PublishedImages images : PublishedImages.values()) {
      String target = folder.resolve(images.text()) + "";
      CommandRun fetched = CommandRun.of("fetch", images.text(), "--to", target);
      CommandRun again = CommandRun.of("fetch", images.text(), "--to", target);
      CommandRun trained = CommandRun.of("train", "mnist-mlp", "data.path=" + target, "steps=3");

      System.out.println("fetch " + images.text() + ": " + fetched.out());
      assertThat(fetched.exit()).as(fetched.err()).isZero();
      assertThat(fetched.out())
          .startsWith(images.text() + " was fetched to " + target + ": " + images.licence());
      assertThat(again.out()).startsWith(images.text() + " is in " + target);
      assertThat(ImageFolder.of(target).size(ImagePart.TRAINING))
          .isEqualTo(new ImageSize(60_000, 28, 28));
      assertThat(trained.exit()).as(trained.err()).isZero();
    }
  }
}
