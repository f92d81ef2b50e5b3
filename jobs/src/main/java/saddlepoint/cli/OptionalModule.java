// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.Optional;
import saddlepoint.jobs.CannotRunException;

/**
 * Parts of Spark, Hadoop and Hive that are not on the class path of every build: each is a Maven
 * profile, which the launcher builds with once it is asked for.
 */
enum OptionalModule {
  YARN(
      "--master yarn",
      "yarn",
      "org.apache.spark.deploy.yarn.YarnClusterApplication",
      "spark-yarn_2.12 and hadoop-yarn-server-web-proxy"),
  KUBERNETES(
      "--master k8s://",
      "kubernetes",
      "org.apache.spark.deploy.k8s.submit.KubernetesClientApplication",
      "spark-kubernetes_2.12"),
  AWS(
      "s3a://",
      "aws",
      "org.apache.hadoop.fs.s3a.S3AFileSystem",
      "hadoop-aws and aws-java-sdk-bundle"),
  JDBC(
      "serve",
      "jdbc",
      "org.apache.hadoop.hive.ql.session.SessionState",
      "spark-hive-thriftserver_2.12 and Hive");

  private final String asked;
  private final String profile;
  private final String telling;
  private final String libraries;

  /**
   * A module.
   *
   * @param asked what needs it, as it is written
   * @param telling a class that is there where the module is
   */
  OptionalModule(String asked, String profile, String telling, String libraries) {
    this.asked = asked;
    this.profile = profile;
    this.telling = telling;
    this.libraries = libraries;
  }

  /** The module that a master of Spark needs beside Spark's core, if any. */
  static Optional<OptionalModule> ofMaster(String master) {
    if (master.equals("yarn")) {
      return Optional.of(YARN);
    }
    return master.startsWith("k8s://") ? Optional.of(KUBERNETES) : Optional.empty();
  }

  /** The module that is not there, if it is that which an error comes from. */
  static Optional<OptionalModule> missing(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof ClassNotFoundException || each instanceof NoClassDefFoundError) {
        String text = String.valueOf(each.getMessage()).replace('/', '.');
        Optional<OptionalModule> missing =
            Arrays.stream(values()).filter(module -> text.contains(module.telling)).findFirst();
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Looks for it.
   *
   * @throws CannotRunException if it is not on the class path
   */
  void require() {
    try {
      Class.forName(telling, false, OptionalModule.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new CannotRunException(remedy(), e);
    }
  }

  /** What is missing and how to get it, in one line. */
  String remedy() {
    return asked
        + " needs "
        + libraries
        + ", which are not on the class path; deploy/saddlepoint builds with them where the"
        + " environment says SADDLEPOINT_MODULES="
        + profile
        + ", and an installed Spark needs them in its folder of jars";
  }
}
