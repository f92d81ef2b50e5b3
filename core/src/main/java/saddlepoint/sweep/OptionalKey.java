// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

/**
 * A key whose value is nothing but {@code ${?VARIABLE}}: where the variable is not set, the parser
 * leaves out the key, and with it what is wrong with its name.
 *
 * @param list the key of the list that holds the key's object, or {@link #NONE}
 * @param path with points between the names, from that object on
 */
record OptionalKey(String list, String path, String place) {
  /** Of the keys that are in no list. */
  static final String NONE = "";
}
