// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A checkout as the launcher leaves it, built of the packaged application so that no Maven runs.
 */
public final class BuiltCheckout {
  private BuiltCheckout() {}

  /** Lays one out in a folder that exists. */
  public static void layOut(Path home) throws IOException {
    Path checkout = Path.of(System.getProperty("saddlepoint.home"));
    Files.createDirectories(home.resolve("deploy"));
    for (String file : List.of("pom.xml", "deploy/saddlepoint", "deploy/log4j2.properties")) {
      Files.copy(checkout.resolve(file), home.resolve(file));
    }
    Path build = Files.createDirectories(home.resolve(".builds").resolve("packaged"));
    Files.copy(Path.of(System.getProperty("saddlepoint.jar")), build.resolve("saddlepoint.jar"));
    for (String list : List.of("saddlepoint.classpath", "saddlepoint.graph-classpath")) {
      String name = list.contains("graph") ? "graph.classpath" : "spark.classpath";
      Files.copy(Path.of(System.getProperty(list)), build.resolve(name));
    }
    Files.createFile(build.resolve("stamp"));
    Files.writeString(home.resolve(".builds/current"), "packaged\n");
    // In the place of the folder of class archives, so that none is made.
    Files.createFile(home.resolve(".builds/archives"));
  }

  /** Sets what the launcher reads of the environment to what tests need. */
  public static void setUp(Map<String, String> environment) {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SADDLEPOINT_MEMORY", "700m");
    List.of(
            "MASTER",
            "SPARK_CONF_DIR",
            "SPARK_DIST_CLASSPATH",
            "SADDLEPOINT_DEBUG",
            "SADDLEPOINT_MODULES")
        .forEach(environment::remove);
  }
}
