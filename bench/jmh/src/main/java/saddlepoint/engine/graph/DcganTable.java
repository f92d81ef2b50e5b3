package saddlepoint.engine.graph;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import saddlepoint.engine.graph.device.Backend;

/**
 * Measures GAN steps of one loop and prints a line of CSV: loop, least and median wall
 * milliseconds, least milliseconds of processor time, steps measured.
 */
public final class DcganTable {
  private static final int WARM_UP = 3;

  private DcganTable() {}

  /**
   * Measures.
   *
   * @param arguments {@code dl4j} or {@code graph}, and steps
   */
  public static void main(String[] arguments) {
    int steps = Integer.parseInt(arguments[1]);
    Backend.require();
    try (Dcgan.Loop loop =
        switch (arguments[0]) {
          case "dl4j" -> new Dl4jDcgan();
          case "graph" -> new GraphDcgan();
          default -> throw new IllegalArgumentException("no loop is named " + arguments[0]);
        }) {
      System.out.println(arguments[0] + "," + measure(loop, steps));
    }
    // ND4J's threads would keep the JVM.
    System.exit(0);
  }

  private static String measure(Dcgan.Loop loop, int steps) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] wall = new double[steps];
    double[] processor = new double[steps];
    for (int step = -WARM_UP; step < steps; step++) {
      long started = System.nanoTime();
      long used = system.getProcessCpuTime();
      loop.step();
      if (step >= 0) {
        wall[step] = (System.nanoTime() - started) / 1e6;
        processor[step] = (system.getProcessCpuTime() - used) / 1e6;
      }
    }
    Arrays.sort(wall);
    Arrays.sort(processor);
    return String.format(
        Locale.ROOT, "%.0f,%.0f,%.0f,%d", wall[0], wall[steps / 2], processor[0], steps);
  }
}
