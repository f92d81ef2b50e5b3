// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.Serializable;
import saddlepoint.metric.VerdictLimits;

/**
 * How trials are judged; no part of their identity.
 *
 * @param gap which trials a reference discriminator is trained for at the end
 * @param jacobian which trials the eigenvalues of the game's Jacobian are found for at the end
 * @param limits thresholds of the verdict
 */
public record Judging(GapChoice gap, JacobianChoice jacobian, VerdictLimits limits)
    implements Serializable {
  /** The defaults. */
  public static final Judging USUAL =
      new Judging(GapChoice.IN_BAND, JacobianChoice.AUTO, VerdictLimits.USUAL);
}
