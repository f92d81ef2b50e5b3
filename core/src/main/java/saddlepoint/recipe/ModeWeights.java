// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import java.util.stream.IntStream;

/** What each mode of a mixture counts for; its share is its weight over the sum of all. */
public enum ModeWeights implements Choice {
  /** 1 each. */
  EQUAL,
  /** k for the k-th of K modes, k = 1 to K, so that the shares are 2 k / (K (K + 1)). */
  LINEAR;

  /** The weights of the modes, first to last. */
  List<Integer> of(int modes) {
    return IntStream.rangeClosed(1, modes)
        .mapToObj(
            k ->
                switch (this) {
                  case EQUAL -> 1;
                  case LINEAR -> k;
                })
        .toList();
  }
}
