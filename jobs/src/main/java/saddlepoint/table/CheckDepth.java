// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

/** How much of committed waves a check reads. */
public enum CheckDepth {
  /**
   * Every byte of the rows once, for its CRC-32C, and how large the files of generators are; of
   * waves of format 1, which tell no checksum, run, id, wave, attempt and verdict of every row.
   */
  ROWS,

  /** Also every byte of the generators. */
  CHECKSUMS,

  /** Also the SHA-256 of every file, every value, and every trial's id as this build makes it. */
  VALUES
}
