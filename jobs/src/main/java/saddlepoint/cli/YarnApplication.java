// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** An application of YARN whose driver ran in the cluster, and did not end well. */
final class YarnApplication {
  /** How Spark's client says it. */
  private static final Pattern ENDED =
      Pattern.compile(
          "Application (application_\\d+_\\d+) (?:finished with failed status|is killed)");

  /** How Spark writes the exit code into what YARN tells of the application. */
  private static final Pattern STATUS =
      Pattern.compile("User application exited with status (\\d+)");

  private final ApplicationId id;

  private YarnApplication(ApplicationId id) {
    this.id = id;
  }

  /** The application that an error of a submission tells of, if that is what it tells. */
  static Optional<YarnApplication> of(Throwable error) {
    Matcher ended = ENDED.matcher(String.valueOf(error.getMessage()));
    return ended.find()
        ? Optional.of(new YarnApplication(ApplicationId.fromString(ended.group(1))))
        : Optional.empty();
  }

  /** The exit code of its driver; empty if that was killed, or YARN tells none. */
  OptionalInt exitCode() {
    YarnClient client = YarnClient.createYarnClient();
    try {
      client.init(new YarnConfiguration());
      client.start();
      String told = String.valueOf(client.getApplicationReport(id).getDiagnostics());
      Matcher status = STATUS.matcher(told);
      return status.find()
          ? OptionalInt.of(Integer.parseInt(status.group(1)))
          : OptionalInt.empty();
    } catch (IOException | YarnException e) {
      return OptionalInt.empty();
    } finally {
      client.stop();
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
