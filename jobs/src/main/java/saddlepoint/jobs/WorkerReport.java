// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.Serializable;
import saddlepoint.engine.Device;
import saddlepoint.engine.training.WorkerFigures;

/**
 * What a worker of a data-parallel trial tells the driver of a round besides its players.
 *
 * @param figures null if an error ended the round
 * @param error null if none did
 * @param device on which the round was done
 */
record WorkerReport(int worker, WorkerFigures figures, Throwable error, Device device)
    implements Serializable {}
