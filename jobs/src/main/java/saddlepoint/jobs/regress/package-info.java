// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

/** Regression runs: trains a dated run and compares it with accepted ones. */
package saddlepoint.jobs.regress;
