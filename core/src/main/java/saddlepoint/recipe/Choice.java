// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Locale;

/** An enumerated setting; its text in files, ids and tables is the constant in kebab-case. */
public interface Choice {
  /** The constant's name, as the enum gives it. */
  String name();

  /** The text that stands for this choice in files and tables, for example {@code d-then-g}. */
  default String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
