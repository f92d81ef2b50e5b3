// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

/** Training on ND4J arrays, many trials of one shape at once, for GPUs and image networks. */
package saddlepoint.engine.graph;
