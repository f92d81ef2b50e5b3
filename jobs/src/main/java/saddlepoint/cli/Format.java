// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

/** How the rows of a query are printed. */
enum Format {
  /** Columns of text with rounded numbers, for people. */
  TABLE,
  /** RFC 4180, all digits; NULL is empty, arrays and maps are JSON. */
  CSV,
  /** One JSON object a line, all digits. */
  JSON
}
