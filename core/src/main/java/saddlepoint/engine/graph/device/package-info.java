// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

/** What ND4J computes with: libraries, processor or GPU, memory, arrays and programs on them. */
package saddlepoint.engine.graph.device;
