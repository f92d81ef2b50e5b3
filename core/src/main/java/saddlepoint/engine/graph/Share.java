// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

/**
 * Which rows of every batch a training sees: of the batch that all workers have together, worker w
 * of k has the w-th k-th.
 *
 * @param worker from 0 on
 * @param workers at least 1
 */
record Share(int worker, int workers) {
  Share {
    if (worker < 0 || worker >= workers) {
      throw new IllegalArgumentException("there is no worker " + worker + " of " + workers);
    }
  }

  boolean isAll() {
    return workers == 1;
  }
}
