// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Has C2 compile kernels apart from their callers. A method that it compiles takes in what it calls
 * up to a number of nodes, which the arithmetic of about 45 vectors reaches. Where that is in the
 * midst of a kernel, one of its operations stays a call, which makes objects at a tenth of the
 * speed for as long as the JVM lives. It depends on what else the JVM has trained before.
 */
final class KernelsApart {
  /** What the JVM says of directives that it has taken. */
  static final String ADDED = "directives added";

  /** All classes that compute with vectors but {@link PeakRate}, which calls nothing. */
  static final List<Class<?>> KERNELS =
      List.of(
          LaneActivations.class,
          LaneBatches.class,
          LaneDraws.class,
          LaneFunctions.class,
          LaneLayerNorm.class,
          LaneLosses.class,
          LaneMatrix.class,
          LaneMinibatch.class,
          LaneNetwork.class,
          LaneOptimizer.class,
          LanePenalty.class,
          LaneScaleLayer.class);

  /** Told when the class is loaded, so once, and before any caller goes on. */
  private static final boolean IS_TOLD = tell();

  private KernelsApart() {}

  /**
   * Sees to it, once in the life of a JVM; to be called before any kernel is.
   *
   * @return whether the JVM has taken the directives; else a warning was logged
   */
  static boolean keep() {
    return IS_TOLD;
  }

  private static boolean tell() {
    try {
      String answer = add(Path.of(System.getProperty("java.io.tmpdir")));
      if (answer.contains(ADDED)) {
        return true;
      }
      warn(new IllegalStateException(answer));
    } catch (IOException | JMException | RuntimeException e) {
      warn(e);
    }
    return false;
  }

  private static void warn(Exception why) {
    System.getLogger(KernelsApart.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "engine lanes cannot tell this JVM how to compile it, and may be slow in it",
            why);
  }

  /**
   * Adds the directives.
   *
   * @param folder for a file, for a moment
   * @return what the JVM answers
   */
  static String add(Path folder) throws IOException, JMException {
    Path directives = Files.createTempFile(folder, "saddlepoint-kernels", ".json");
    try {
      Files.writeString(directives, directives(), UTF_8);
      // The JVM takes the arguments as one line, in which a path may have blanks.
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "compilerDirectivesAdd",
                  new Object[] {new String[] {'"' + directives.toString() + '"'}},
                  new String[] {String[].class.getName()});
    } finally {
      Files.delete(directives);
    }
  }

  private static String directives() {
    String kernels =
        KERNELS.stream()
            .map(kernel -> "\"-" + kernel.getName().replace('.', '/') + ".*\"")
            .collect(Collectors.joining(", "));
    return "[{ match: \"saddlepoint/*.*\", c2: { inline: [" + kernels + "] } }]\n";
  }
}
