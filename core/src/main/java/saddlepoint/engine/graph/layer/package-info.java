// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

/** Layers of many trials as programs on arrays, and what only they need. */
package saddlepoint.engine.graph.layer;
