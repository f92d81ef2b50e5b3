// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.List;

/**
 * Where a training went on that another process had begun.
 *
 * @param step steps that were done in the last checkpoint it went on from
 * @param trainers what trained it up to there, each once: build, backend, device and processor
 */
public record Continuation(int step, List<String> trainers) implements Serializable {
  /** Of a training that one process did from its beginning. */
  public static final Continuation NONE = new Continuation(0, List.of());

  public Continuation {
    trainers = List.copyOf(trainers);
  }
}
