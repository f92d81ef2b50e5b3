// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scale and shift of a normalisation in all trials, each [trials, 1, channels], and where their
 * gradients go.
 */
record NormParameters(INDArray scale, INDArray shift, INDArray ofScale, INDArray ofShift) {
  long trials() {
    return scale.size(0);
  }

  long channels() {
    return scale.size(2);
  }
}
