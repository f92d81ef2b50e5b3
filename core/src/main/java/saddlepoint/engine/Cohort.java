// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.List;
import saddlepoint.sweep.Trial;

/**
 * Trials of one shape that an engine may train together.
 *
 * @param trials at least one, all of one shape and recording
 */
public record Cohort(List<Trial> trials) implements Serializable {
  public Cohort {
    trials = List.copyOf(trials);
  }
}
