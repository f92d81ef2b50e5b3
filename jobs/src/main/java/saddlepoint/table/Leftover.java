// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Duration;

/**
 * What a driver that is no longer at work has left among the tables: it says nothing, and is read
 * by nobody.
 *
 * @param driver its id
 * @param bytes in its staging
 * @param age since it wrote there last, or gave its last sign of life
 */
public record Leftover(String driver, long bytes, Duration age) {}
