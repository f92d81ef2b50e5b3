// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * Where a file system halts the JVM: at the n-th operation of a kind on a path that contains a
 * text. Hadoop's setting {@value #SETTING} holds {@code OPERATION,TEXT,N,before|after|full};
 * operations are create, rename (whose path is the target) and list. A disk that is full does not
 * halt: no such operation succeeds from the n-th on.
 */
final class FaultPoint {
  static final String SETTING = "fs.fault.halt";

  private static final AtomicInteger MET = new AtomicInteger();

  private final String operation;
  private final String text;
  private final int number;
  private final boolean isBefore;
  private final boolean isFull;

  private FaultPoint(String operation, String text, int number, boolean isBefore, boolean isFull) {
    this.operation = operation;
    this.text = text;
    this.number = number;
    this.isBefore = isBefore;
    this.isFull = isFull;
  }

  static FaultPoint of(Configuration configuration) {
    String[] words = configuration.get(SETTING, "none,,0,before").split(",");
    return new FaultPoint(
        words[0],
        words[1],
        Integer.parseInt(words[2]),
        words[3].equals("before"),
        words[3].equals("full"));
  }

  /** Counts an operation, and halts if it is the one before which to halt. */
  boolean before(String name, String path) throws IOException {
    if (!name.equals(operation) || !path.contains(text)) {
      return false;
    }
    int met = MET.incrementAndGet();
    if (isFull && met >= number) {
      throw new IOException("No space left on device");
    }
    if (isFull || met != number) {
      return false;
    }
    if (isBefore) {
      Runtime.getRuntime().halt(FaultEngine.HALTED);
    }
    return true;
  }

  /** Halts if {@link #before} said that this is the operation. */
  void after(boolean isThis) {
    if (isThis) {
      Runtime.getRuntime().halt(FaultEngine.HALTED);
    }
  }
}
